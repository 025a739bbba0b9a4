using Showcase.Domain.Editions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Editions;

public sealed class MemberServiceTests : IDisposable
{
    private readonly World world = new();
    private readonly EditionSamples samples;

    public MemberServiceTests() => samples = new EditionSamples(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_member_is_given_another_role_once()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var juror = await world.MemberAsync(edition, EditionRole.Juror);

        var added = await samples.Members.AddRoleAsync(organiser, edition.Id, juror.UserId, EditionRole.Curator, default);
        var again = await samples.Members.AddRoleAsync(organiser, edition.Id, juror.UserId, EditionRole.Curator, default);

        Assert.True(added.Succeeded);
        Assert.Equal(EditionRefusals.AlreadyMember, again.Refusal);
        Assert.Equal([EditionRole.Curator, EditionRole.Juror], await samples.RolesAsync(edition, juror));
    }

    [Fact]
    public async Task Somebody_who_is_no_member_is_not_found()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var elsewhere = await world.MemberAsync(await world.EditionAsync("vienna"), EditionRole.Juror);

        Assert.Equal(Refusals.NotFound, (await samples.Members.AddRoleAsync(organiser, edition.Id, elsewhere.UserId, EditionRole.Juror, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await samples.Members.RemoveRoleAsync(organiser, edition.Id, elsewhere.UserId, EditionRole.Juror, default)).Refusal);
    }

    [Fact]
    public async Task The_last_organiser_stays()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var second = await world.MemberAsync(edition, EditionRole.Organiser);

        var first = await samples.Members.RemoveRoleAsync(organiser, edition.Id, second.UserId, EditionRole.Organiser, default);
        var last = await samples.Members.RemoveRoleAsync(organiser, edition.Id, organiser.UserId, EditionRole.Organiser, default);

        Assert.True(first.Succeeded);
        Assert.Equal(EditionRefusals.LastOrganiser, last.Refusal);
        Assert.Equal([EditionRole.Organiser], await samples.RolesAsync(edition, organiser));
    }

    [Fact]
    public async Task Two_organisers_who_remove_each_other_at_once_leave_one()
    {
        var edition = await world.EditionAsync();
        var one = await world.MemberAsync(edition, EditionRole.Organiser);
        var other = await world.MemberAsync(edition, EditionRole.Organiser);

        await Task.WhenAll(
            Task.Run(() => samples.Members.RemoveRoleAsync(one, edition.Id, other.UserId, EditionRole.Organiser, default)),
            Task.Run(() => samples.Members.RemoveRoleAsync(other, edition.Id, one.UserId, EditionRole.Organiser, default)));

        Assert.Single([.. await samples.RolesAsync(edition, one), .. await samples.RolesAsync(edition, other)]);
    }

    [Fact]
    public async Task Only_organisers_give_take_and_read_roles()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var juror = await world.MemberAsync(edition, EditionRole.Juror);
        var stranger = await world.MemberAsync(await world.EditionAsync("vienna"), EditionRole.Organiser);

        foreach (var actor in new[] { juror, stranger })
        {
            Assert.Equal(Refusals.Forbidden, (await samples.Members.AddRoleAsync(actor, edition.Id, juror.UserId, EditionRole.Organiser, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await samples.Members.RemoveRoleAsync(actor, edition.Id, juror.UserId, EditionRole.Juror, default)).Refusal);
            Assert.Equal(0, (await samples.MemberQueries.MembersAsync(actor, edition.Id, null, null, 1, default)).Total);
        }

        Assert.Equal(2, (await samples.MemberQueries.MembersAsync(organiser, edition.Id, null, null, 1, default)).Total);
    }

    [Fact]
    public async Task Members_are_found_by_name_address_and_role_a_page_at_a_time()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        for (var number = 0; number < MemberQueries.PageSize; number++) await world.MemberAsync(edition, EditionRole.Juror);
        var lea = await world.PersonAsync("Lea", "lea@members.test");
        await world.SaveAsync(new EditionMember(edition.Id, lea.UserId, EditionRole.Curator), new EditionMember(edition.Id, lea.UserId, EditionRole.Juror));

        Task<MemberList> FindAsync(string? search, EditionRole? role, int page) => samples.MemberQueries.MembersAsync(organiser, edition.Id, search, role, page, default);

        Assert.Equal(["Lea"], (await FindAsync("lEA", null, 1)).Rows.Select(row => row.Name));
        Assert.Equal(["Lea"], (await FindAsync("@MEMBERS", null, 1)).Rows.Select(row => row.Name));
        Assert.Equal([EditionRole.Curator, EditionRole.Juror], Assert.Single((await FindAsync(null, EditionRole.Curator, 1)).Rows).Roles);
        Assert.Equal((MemberQueries.PageSize, MemberQueries.PageSize + 2), ((await FindAsync(null, null, 1)).Rows.Count, (await FindAsync(null, null, 1)).Total));
        Assert.Equal(2, (await FindAsync(null, null, 2)).Rows.Count);
    }
}
