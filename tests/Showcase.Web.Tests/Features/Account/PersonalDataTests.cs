using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Grants;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Account;

/// <summary>What is kept about a person, whole: in the download, and after the account is gone.</summary>
[Collection(WebCollection.Name)]
public sealed class PersonalDataTests(WebFixture web)
{
    private static readonly DateTimeOffset Now = TestClock.Start;

    /// <summary>Columns with an id that is nobody's: of a file, a round, an edition. A new column must be declared by a source or stand here.</summary>
    private static readonly string[] NotPeople =
    [
        "Application.RoundId", "Film.VideoId", "VideoReplacement.NewId", "VideoReplacement.OldId", "OutboxMessage.EditionId", "OutboxMessage.BatchId", "OutboxMessage.DecisionBatchId", "CommentPacket.EditionId", "OutboxMessage.SubmissionId", "SubmissionThread.EditionId", "StagedDecision.EditionId", "Mark.CriterionId", "Remark.CriterionId", "FilmNote.AssetId", "PlaybackRevocation.AssetId", "PlaybackRevocation.EditionId", "Poster.FilesId", "Poster.PictureId", "AnswerFile.FileId", "NeededAnswer.QuestionId",
        "ImportedChange.SubmissionId", "ImportedChange.FilmId", "SubmissionTag.EditionId", "FilmBid.EditionId", "JurorConflict.EditionId",
        "Question.SectionId", "RuleDeclaration.RuleId", "RuleOverride.RuleId", "RedactedCopy.SourceId", "AudienceBallot.ScreeningId", "Meeting.CurrentItemId", "AuditEntry.RoundId", "AuditEntry.SubmissionId",
    ];

    [Fact]
    public async Task Every_column_that_names_a_person_belongs_to_a_source()
    {
        await using var db = await OpenAsync();
        var declared = web.Services.GetServices<IPersonalDataSource>().SelectMany(source => source.Fields).Select(field => $"{field.Entity.Name}.{field.Property}");

        var found = db.Model.GetEntityTypes()
            .Where(type => type.ClrType.Namespace?.StartsWith("Showcase.Domain", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetProperties().Where(MayNameAPerson).Select(property => $"{type.ClrType.Name}.{property.Name}"))
            .Except(NotPeople);

        Assert.Equal(found.Order(StringComparer.Ordinal), declared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_download_tells_of_judging_grants_releases_roles_and_messages()
    {
        var person = await web.PersonAsync("whole@personal.test");
        await FillAsync(person, "whole");

        using var told = JsonDocument.Parse(await ExportAsync(person));

        var all = told.RootElement;
        var card = all.GetProperty("judging").GetProperty("rounds")[0].GetProperty("films").EnumerateArray().Single(film => film.GetProperty("film").GetString() == "Judged film");
        Assert.Equal(("Judged film", 7m, "Third act earns it."), (card.GetProperty("film").GetString(), card.GetProperty("marks").GetProperty("Vision").GetDecimal(), card.GetProperty("toCommittee").GetString()));
        var grant = all.GetProperty("grants").GetProperty("applications").EnumerateArray().Single(application => application.GetProperty("title").GetString() == "Salt");
        Assert.Equal(("Salt", 700m, 2), (grant.GetProperty("title").GetString(), grant.GetProperty("award").GetProperty("amount").GetDecimal(), grant.GetProperty("payments").GetArrayLength()));
        Assert.Equal("Version 1", all.GetProperty("releases")[0].GetProperty("name").GetString());
        Assert.Equal(["Curator", "Juror"], all.GetProperty("memberships").GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("role").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("Selected", all.GetProperty("submissions").GetProperty("stepsTaken")[0].GetProperty("state").GetString());
        var text = all.GetProperty("messages").GetProperty("mails")[0].GetProperty("text").GetString();
        Assert.Equal("Dear you, follow [link] now.", text);
    }

    [Fact]
    public async Task An_account_with_money_on_its_way_stays_until_the_last_payment()
    {
        var person = await web.PersonAsync("paid@personal.test");
        var application = await FillAsync(person, "paid");

        Assert.Equal(new Refusal("Grants.PaymentsOpen", 1), (await DeleteAsync(person)).Refusal);
        await PayAsync(application);

        Assert.True((await DeleteAsync(person)).Succeeded);
    }

    [Fact]
    public async Task After_a_deletion_only_what_others_rely_on_stays_and_it_is_nobodys()
    {
        var person = await web.PersonAsync("gone@personal.test");
        await PayAsync(await FillAsync(person, "gone"));

        Assert.True((await DeleteAsync(person)).Succeeded);

        await using var db = await OpenAsync();
        var nobody = await db.Users.SingleAsync(user => user.Id == person.UserId);
        Assert.Equal(("", null), (nobody.DisplayName, nobody.Email));
        var card = await db.Scorecards.SingleAsync(c => db.Assignments.Any(a => a.Id == c.AssignmentId && a.JurorId == person.UserId));
        Assert.NotNull(card.ScoredAt);
        Assert.Equal([ApplicationState.Awarded], await db.GrantApplications.Where(a => a.ArtistId == person.UserId).Select(a => a.State).ToListAsync());
        Assert.True(await db.ScheduleReleases.AnyAsync(release => release.By == person.UserId));
        Assert.False(await db.Set<PanelMember>().AnyAsync(member => member.UserId == person.UserId));
        Assert.False(await db.EditionMembers.AnyAsync(member => member.UserId == person.UserId));
        Assert.False(await db.OutboxMessages.AnyAsync(message => message.To == "gone@personal.test"));
        Assert.False(await db.MemberInvitations.AnyAsync(invitation => invitation.Email == "gone@personal.test"));
    }

    [Fact]
    public async Task Of_sent_in_films_the_entry_stays_without_its_letter_and_drafts_go()
    {
        var person = await web.PersonAsync("letters@personal.test");
        var (edition, call) = await CallAsync("letters");
        var film = NewFilm(person, "Sent in");
        var sent = Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, person.UserId, Now);
        _ = sent.WriteCoverLetter("It is me, Ada.");
        _ = sent.Submit(call, call.Categories[0], TimeSpan.FromMinutes(4), Now);
        var draft = Submission.Draft(edition.Id, call.Categories[1].Id, film.Id, person.UserId, Now);
        await web.SaveAsync(film);
        await web.SaveAsync(sent, draft);

        Assert.True((await DeleteAsync(person)).Succeeded);

        await using var db = await OpenAsync();
        var left = Assert.Single(await db.Submissions.Where(entry => entry.FilmId == film.Id).ToListAsync());
        Assert.Equal((SubmissionState.Submitted, ""), (left.State, left.CoverLetter));
    }

    private static bool MayNameAPerson(IProperty property)
    {
        if (property.ClrType == typeof(string)) return property.Name is "Email" or "To" or "BoundTo";
        if (property.ClrType != typeof(Guid) && property.ClrType != typeof(Guid?)) return false;
        if (property.IsPrimaryKey() || property.Name.EndsWith("Version", StringComparison.Ordinal)) return false;

        return property.GetContainingForeignKeys().All(key => key.PrincipalEntityType.ClrType == typeof(ApplicationUser));
    }

    private static Film NewFilm(Actor owner, string title) =>
        Film.Create(owner.UserId, new FilmDetails(title, null, TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), Now).Value;

    /// <summary>A juror, curator and artist who scored one film, left another unscored, released a schedule, and has an award, a draft and mail. Yields the award's application.</summary>
    private async Task<Guid> FillAsync(Actor person, string slug)
    {
        var (edition, call) = await CallAsync(slug);
        var other = await web.PersonAsync($"other-{slug}@personal.test");
        var round = JudgingRound.Create(edition.Id, new RoundDetails("First round", Now.AddDays(-1), Now.AddDays(13))).Value;
        _ = round.AddCriterion(new CriterionDetails("Vision", null, 1));
        _ = round.AddJuror(person.UserId);
        await web.SaveAsync(round, new EditionMember(edition.Id, person.UserId, EditionRole.Juror), new EditionMember(edition.Id, person.UserId, EditionRole.Curator));
        foreach (var title in new[] { "Judged film", "Film left over" })
        {
            var film = NewFilm(other, title);
            var entry = Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, other.UserId, Now);
            _ = entry.Submit(call, call.Categories[0], TimeSpan.FromMinutes(4), Now);
            var assignment = Assignment.Create(round, entry, film, [], person.UserId, Now).Value;
            var card = Scorecard.For(assignment);
            if (title == "Judged film") Assert.True(card.Score(new ScorecardEntry([new Mark(round.Criteria[0].Id, 7)], "Third act earns it.", null), round, Now).Succeeded);
            if (title == "Judged film") _ = entry.Move(SubmissionState.Selected, Now, person.UserId);
            await web.SaveAsync(film);
            await web.SaveAsync(entry);
            await web.SaveAsync(assignment, card);
        }

        var schedule = Schedule.For(edition.Id);
        var space = new ReleasedSpace(Guid.CreateVersion7(), "House", "", "Wall", SpaceKind.Wall, 0);
        var wall = new ReleasedInstallation(Guid.CreateVersion7(), "Loop", space.Id, edition.StartsOn, edition.EndsOn, new TimeOnly(11, 0), new TimeOnly(22, 0), TimeSpan.Zero, []);
        await web.SaveAsync(schedule, schedule.Release("Version 1", new ReleaseContent([space], [], [], [wall]), ReleaseContent.Nothing, person.UserId, Now).Value);
        await web.SaveAsync(
            OutboxMessage.Create(null, $"{slug}@personal.test", "Hello", "Dear you, follow https://showcase.test/secret?x=1 now.", Now),
            MemberInvitation.Create(edition.Id, $"{slug}@personal.test", EditionRole.GrantsOfficer, $"hash-{slug}", Now).Value);

        var fund = Fund.Create(edition.Id, "EUR", new FundDetails("Fund", "", 1_000, "Spring", Now.AddDays(-1), Now.AddDays(30))).Value;
        var application = Applied(fund, person);
        var draft = Application.Draft(fund, person.UserId, Now).Value;
        Assert.True(fund.Award(application, 700, null, other.UserId, Now).Succeeded);
        Assert.True(application.PlanPayments(PlannedPayment.Halves(700, "EUR", new DateOnly(2026, 3, 2), new DateOnly(2026, 6, 1)), Guid.CreateVersion7()).Succeeded);
        await web.SaveAsync(fund);
        await web.SaveAsync(application, draft);
        return application.Id;
    }

    private static Application Applied(Fund fund, Actor person)
    {
        var application = Application.Draft(fund, person.UserId, Now).Value;
        _ = application.Write(new ApplicationDetails("Salt", 700, "We film salt.", [new BudgetLine("Camera", 700)]));
        Assert.True(application.Submit(fund, Now).Succeeded);
        return application;
    }

    private async Task<(Edition Edition, Call Call)> CallAsync(string slug)
    {
        var edition = Edition.Create(new EditionDetails(slug, EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), $"personal-{slug}").Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", "", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Now.AddDays(30)));
        _ = call.AddCategory(new CategoryDetails("Loops", "", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Now.AddDays(30)));
        _ = call.Open(Now);
        await web.SaveAsync(edition);
        await web.SaveAsync(call);
        return (edition, call);
    }

    private async Task PayAsync(Guid applicationId)
    {
        await using var db = await OpenAsync();
        var application = await db.GrantApplications.SingleAsync(a => a.Id == applicationId);
        foreach (var tranche in application.Tranches) Assert.True(application.RecordPayment(tranche.Id, new DateOnly(2026, 6, 1), "bank", Guid.CreateVersion7(), new DateOnly(2026, 6, 1)).Succeeded);
        await db.SaveChangesAsync();
    }

    private async Task<byte[]> ExportAsync(Actor person)
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PersonalDataService>().ExportAsync(await UserAsync(scope, person), CancellationToken.None);
    }

    private async Task<Result> DeleteAsync(Actor person)
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PersonalDataService>().DeleteAsync(await UserAsync(scope, person), CancellationToken.None);
    }

    private static async Task<ApplicationUser> UserAsync(AsyncServiceScope scope, Actor person) =>
        (await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByIdAsync(person.UserId.ToString()))!;

    private async Task<ShowcaseDbContext> OpenAsync() => await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
}
