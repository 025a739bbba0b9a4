using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging.Planning;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Features.Judging.Planning;

public sealed class PairListServiceTests
{
    [Fact]
    public async Task Films_are_found_by_title_or_id_and_unknown_ones_are_told_line_by_line()
    {
        using var jury = await Jury.SitAsync();
        var (byTitle, byId) = (await jury.SentInAsync("Salt Index"), await jury.SentInAsync("Glass"));
        var mail = await MailAsync(jury);

        var list = await ReadAsync(jury, $"Title,Email\nsalt index,{mail}\n{byId.Id},{mail}\nNo such film,{mail}\nGlass,nobody@example.test\nGlass\n");

        Assert.Equal([(byTitle.Id, jury.Juror.UserId), (byId.Id, jury.Juror.UserId)], list.Pairs);
        Assert.Equal(
            [(4, new Refusal("Judging.FilmUnknown", "No such film")), (5, new Refusal("Judging.JurorUnknown", "nobody@example.test")), (6, new Refusal("Imports.Ragged", 1, 2))],
            list.Faults.Select(fault => (fault.Number, fault.Reason)));
    }

    [Fact]
    public async Task A_row_that_was_added_to_our_own_file_needs_no_id()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync("Salt Index");

        var list = await ReadAsync(jury, $"Submission,Title,Juror,Name\n,Salt Index,{await MailAsync(jury)},\n,No such film,{await MailAsync(jury)},\n");

        Assert.Equal([(film.Id, jury.Juror.UserId)], list.Pairs);
        Assert.Equal((3, new Refusal("Judging.FilmUnknown", "No such film")), list.Faults.Select(fault => (fault.Number, fault.Reason)).Single());
    }

    [Fact]
    public async Task What_is_known_is_given_and_what_may_not_be_is_told()
    {
        using var jury = await Jury.SitAsync();
        var (film, conflicted) = (await jury.SentInAsync("Salt Index"), await jury.SentInAsync("Glass"));
        await jury.Conflicts.DeclareAsync(jury.Juror, jury.Edition.Id, conflicted.Id, null, default);
        var list = await ReadAsync(jury, $"Title,Email\nSalt Index,{await MailAsync(jury)}\nGlass,{await MailAsync(jury)}\n");

        var given = await jury.Pairs.GiveAsync(jury.Organiser, jury.Round.Id, list, default);

        Assert.Equal((1, JudgingRefusals.Conflicted), (given.Value.Count, Assert.Single(given.Value.Refused).Reason));
        await using var db = jury.World.Store.CreateDbContext();
        Assert.Equal(film.Id, (await db.Assignments.SingleAsync()).SubmissionId);
    }

    [Fact]
    public async Task Two_films_of_one_title_and_two_jurors_of_one_name_are_not_guessed()
    {
        using var jury = await Jury.SitAsync();
        await jury.SentInAsync("Twins");
        await jury.SentInAsync("Twins");
        await jury.SentInAsync("Glass");

        var list = await ReadAsync(jury, $"Film;Juror\nTwins;{await MailAsync(jury)}\nGlass;Juror\n");

        Assert.Equal(["Judging.TitleTwice", "Judging.JurorTwice"], list.Faults.Select(fault => fault.Reason.Code));
    }

    [Fact]
    public async Task A_table_without_the_two_columns_is_refused()
    {
        using var jury = await Jury.SitAsync();

        var read = await jury.Pairs.ReadAsync(jury.Organiser, jury.Round.Id, CsvFile.Parse("A,B\n1,2\n"u8).Value, default);

        Assert.Equal("Judging.PairColumns", read.Refusal!.Code);
    }

    [Fact]
    public async Task What_was_downloaded_can_be_read_in_again_and_leaves_out_closed_films()
    {
        using var jury = await Jury.SitAsync();
        var (_, _, film) = await jury.GivenAsync();
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        await jury.Conflicts.DeclareAsync(other, jury.Edition.Id, film.Id, null, default);
        var plans = new PlanQueries(jury.World.Store);

        Assert.Equal(2, (await plans.PairsAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, default))!.Count);
        Assert.Empty((await plans.PairsAsync(other, jury.Edition.Id, jury.Round.Id, default))!);
        Assert.Null(await plans.PairsAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, default));
    }

    private static async Task<PairList> ReadAsync(Jury jury, string csv)
    {
        var read = await jury.Pairs.ReadAsync(jury.Organiser, jury.Round.Id, CsvFile.Parse(Encoding.UTF8.GetBytes(csv)).Value, default);
        Assert.True(read.Succeeded, read.Refusal?.ToString());
        return read.Value;
    }

    private static async Task<string> MailAsync(Jury jury)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return (await db.Users.SingleAsync(user => user.Id == jury.Juror.UserId)).Email!;
    }
}
