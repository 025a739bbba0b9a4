using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class NoteServiceTests
{
    [Fact]
    public async Task A_note_stands_at_its_second_and_a_page_that_sends_it_twice_writes_it_once()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();

        await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.FromSeconds(42.5), " The cut here. ", default);
        await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.FromSeconds(42.5), "The cut here.", default);

        var note = Assert.Single(await jury.NotesRead.NotesAsync(jury.Juror, jury.Edition.Id, mine, default));
        Assert.Equal((TimeSpan.FromSeconds(42.5), "The cut here.", true, true), (note.At, note.Text, note.IsOwn, note.IsOfThisFile));
    }

    [Fact]
    public async Task A_guessed_assignment_or_note_does_not_exist()
    {
        using var jury = await Jury.SitAsync();
        var (_, theirs, _) = await jury.GivenAsync();
        await jury.Notes.WriteAsync(jury.Other, theirs, TimeSpan.FromSeconds(1), "Mine", default);
        var note = Assert.Single(await jury.NotesRead.NotesAsync(jury.Other, jury.Edition.Id, theirs, default));

        Assert.Equal(Refusals.NotFound, (await jury.Notes.WriteAsync(jury.Juror, theirs, TimeSpan.FromSeconds(1), "Guessed", default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Notes.ChangeAsync(jury.Juror, note.Id, note.Version, "Changed", default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Notes.RemoveAsync(jury.Organiser, note.Id, default)).Refusal);
        Assert.Equal("Mine", Assert.Single(await jury.NotesRead.NotesAsync(jury.Other, jury.Edition.Id, theirs, default)).Text);
    }

    [Fact]
    public async Task Seconds_outside_the_film_empty_words_and_a_novel_are_refused()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();

        Assert.Equal(JudgingRefusals.NoteOutside, (await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.FromMinutes(5), "Late", default)).Refusal);
        Assert.Equal(JudgingRefusals.NoteOutside, (await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.FromSeconds(-1), "Early", default)).Refusal);
        Assert.Equal("Common.Required", (await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.Zero, " ", default)).Refusal?.Code);
        Assert.Equal("Common.TooLong", (await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.Zero, new string('x', 10_000_000), default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_juror_who_left_the_panel_or_came_too_late_writes_no_more()
    {
        using var jury = await Jury.SitAsync();
        var (mine, theirs, _) = await jury.GivenAsync();
        await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, jury.Juror.UserId, default);
        Assert.Equal(JudgingRefusals.NotOnPanel, (await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.Zero, "Gone", default)).Refusal);

        jury.World.Clock.Advance(TimeSpan.FromDays(14));

        Assert.Equal(JudgingRefusals.WindowClosed, (await jury.Notes.WriteAsync(jury.Other, theirs, TimeSpan.Zero, "Late", default)).Refusal);
    }

    [Fact]
    public async Task Recusing_takes_the_notes_along()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.Zero, "I know this room.", default);

        await jury.Scoring.RecuseAsync(jury.Juror, mine, "It is my flat.", default);

        await using var db = jury.World.Store.CreateDbContext();
        Assert.False(await db.FilmNotes.AnyAsync());
    }

    [Fact]
    public async Task A_film_with_notes_is_not_taken_back()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.Zero, "Watching.", default);

        Assert.Equal(JudgingRefusals.CardInUse, (await jury.Assignments.RemoveAsync(jury.Organiser, jury.Round.Id, mine, default)).Refusal);
    }
}
