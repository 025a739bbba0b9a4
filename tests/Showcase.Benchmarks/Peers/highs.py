"""Solves an assignment that the scenario wrote as the linear programme that it is, by HiGHS; prints seconds, cost and memory as JSON."""
import json
import resource
import sys
import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

with open(sys.argv[1], "rb") as file:
    films, jurors, balance = (int(n) for n in np.fromfile(file, "<i8", 3))
    shortage = int(np.fromfile(file, "<i8", 1)[0])
    demand = np.fromfile(file, "<i8", films)
    seconds = np.fromfile(file, "<i8", films)
    most = np.fromfile(file, "<i8", jurors)
    time_limit = np.fromfile(file, "<i8", jurors)
    held = np.fromfile(file, "<i8", jurors)
    cost = np.fromfile(file, "<i8", films * jurors)

forbidden = 2**31 - 1
pairs = np.flatnonzero(cost != forbidden)
film_of, juror_of = pairs // jurors, pairs % jurors

# What is missing of a film and what a juror has are steps of one, each dearer than the one before.
missing_film = np.repeat(np.arange(films), demand)
missing_step = np.concatenate([np.arange(1, d + 1) for d in demand])
cap = np.minimum(most, films)
step_juror = np.repeat(np.arange(jurors), cap)
step_cost = np.concatenate([balance * (held[j] + np.arange(cap[j])) for j in range(jurors)])

n, m, k = len(pairs), len(missing_film), len(step_juror)
objective = np.concatenate([cost[pairs], shortage * missing_step, step_cost]).astype(float)
rows = np.concatenate([film_of, missing_film, films + juror_of, films + step_juror])
columns = np.concatenate([np.arange(n), n + np.arange(m), np.arange(n), n + m + np.arange(k)])
values = np.concatenate([np.ones(n), np.ones(m), np.ones(n), -np.ones(k)])
equal = coo_matrix((values, (rows, columns)), shape=(films + jurors, n + m + k)).tocsr()
right = np.concatenate([demand, np.zeros(jurors)]).astype(float)

limited = np.flatnonzero(time_limit < 2**62)
at_most = at_most_right = None
if len(limited):
    place = np.full(jurors, -1)
    place[limited] = np.arange(len(limited))
    of = place[juror_of] >= 0
    at_most = coo_matrix((seconds[film_of[of]].astype(float), (place[juror_of[of]], np.flatnonzero(of))), shape=(len(limited), n + m + k)).tocsr()
    at_most_right = time_limit[limited].astype(float)

began = time.perf_counter()
solved = linprog(objective, A_ub=at_most, b_ub=at_most_right, A_eq=equal, b_eq=right, bounds=(0, 1), method=sys.argv[2])
took = time.perf_counter() - began
if solved.status != 0:
    sys.exit(solved.message)
print(json.dumps({"seconds": took, "cost": solved.fun, "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
