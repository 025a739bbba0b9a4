using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Comments;

namespace Showcase.Web.Tests.Features.Judging.Comments;

/// <summary>An artist reads what organisers let out of the jury's words, and nothing else.</summary>
public sealed class CommentServiceTests : IAsyncLifetime
{
    private Jury jury = default!;
    private CommentService service = default!;
    private CommentQueries queries = default!;
    private Submission submission = default!;

    public async Task InitializeAsync()
    {
        jury = await Jury.SitAsync();
        service = new CommentService(jury.World.Store, jury.Access, jury.World.Clock, jury.Feed, NullLogger<CommentService>.Instance);
        queries = new CommentQueries(jury.World.Store);
        var (mine, _, given) = await jury.GivenAsync();
        submission = given;
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
    }

    public Task DisposeAsync()
    {
        jury.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_let_out_is_read_by_the_artist_in_the_organisers_wording_and_without_a_name()
    {
        await DecideAsync(SubmissionState.Declined);
        var comment = Assert.Single(await queries.OfEntryAsync(jury.Organiser, jury.Edition.Id, submission.Id, default));
        Assert.Empty(await queries.ReleasedAsync(jury.Artist, submission.Id, default));

        Assert.True((await service.ReleaseAsync(jury.Organiser, comment.ScorecardId, "Thank you.", default)).Succeeded);
        Assert.True((await service.ReleaseAsync(jury.Organiser, comment.ScorecardId, "Thank you very much.", default)).Succeeded);

        Assert.Equal(["Thank you very much."], await queries.ReleasedAsync(jury.Artist, submission.Id, default));
        Assert.True((await service.TakeBackAsync(jury.Organiser, comment.ScorecardId, default)).Succeeded);
        Assert.Empty(await queries.ReleasedAsync(jury.Artist, submission.Id, default));
    }

    [Fact]
    public async Task Nothing_is_let_out_before_the_decision_nor_what_names_its_juror()
    {
        var card = Assert.Single(await queries.OfEntryAsync(jury.Organiser, jury.Edition.Id, submission.Id, default)).ScorecardId;

        Assert.Equal(JudgingRefusals.CommentTooEarly, (await service.ReleaseAsync(jury.Organiser, card, "Thank you.", default)).Refusal);

        await DecideAsync(SubmissionState.Selected);
        Assert.Equal(JudgingRefusals.CommentNamesJuror, (await service.ReleaseAsync(jury.Organiser, card, $"Thank you, yours {jury.Juror.Name.ToUpperInvariant()}", default)).Refusal);
        Assert.Empty(await queries.ReleasedAsync(jury.Artist, submission.Id, default));
    }

    [Fact]
    public async Task Jurors_let_nothing_out_and_strangers_read_nothing()
    {
        await DecideAsync(SubmissionState.Declined);
        var card = Assert.Single(await queries.OfEntryAsync(jury.Organiser, jury.Edition.Id, submission.Id, default)).ScorecardId;
        await service.ReleaseAsync(jury.Organiser, card, "Thank you.", default);
        var stranger = await jury.World.PersonAsync("Eve");

        Assert.Equal(Refusals.NotFound, (await service.ReleaseAsync(jury.Juror, card, "Mine", default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.TakeBackAsync(jury.Artist, card, default)).Refusal);
        Assert.Empty(await queries.OfEntryAsync(jury.Juror, jury.Edition.Id, submission.Id, default));
        Assert.Empty(await queries.ReleasedAsync(stranger, submission.Id, default));
        Assert.Empty(await queries.ReleasedAsync(jury.Juror, submission.Id, default));
    }

    private async Task DecideAsync(SubmissionState state)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var entry = await db.Submissions.SingleAsync(candidate => candidate.Id == submission.Id);
        Assert.True(entry.Move(state, jury.World.Now, jury.Organiser.UserId, "Decided.").Succeeded);
        await db.SaveChangesAsync();
    }
}
