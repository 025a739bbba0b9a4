using Showcase.Domain.Editions;

namespace Showcase.Domain.Tests.Editions;

public sealed class MemberInvitationTests
{
    private static readonly DateTimeOffset Sent = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Person = Guid.CreateVersion7();

    [Fact]
    public void It_gives_the_role_to_the_person_with_that_address_whatever_its_case()
    {
        var invitation = Invite();

        var member = invitation.Accept(Person, "ADA@example.test", Sent.AddDays(14)).Value;

        Assert.Equal((invitation.EditionId, Person, EditionRole.Juror), (member.EditionId, member.UserId, member.Role));
    }

    [Fact]
    public void It_is_good_once()
    {
        var invitation = Invite();
        _ = invitation.Accept(Person, "ada@example.test", Sent);

        Assert.Equal(EditionRefusals.InvitationInvalid, invitation.Accept(Person, "ada@example.test", Sent).Refusal);
        Assert.Equal(EditionRefusals.InvitationInvalid, invitation.Renew("other", Sent).Refusal);
    }

    [Fact]
    public void It_is_for_nobody_else()
    {
        Assert.Equal(EditionRefusals.InvitationForOther, Invite().Accept(Person, "eve@example.test", Sent).Refusal);
    }

    [Fact]
    public void It_ends_after_fourteen_days_and_a_renewal_starts_them_anew()
    {
        var invitation = Invite();
        var later = Sent.AddDays(14).AddSeconds(1);

        Assert.Equal(EditionRefusals.InvitationInvalid, invitation.Accept(Person, "ada@example.test", later).Refusal);
        Assert.True(invitation.Renew("other", later).Succeeded);
        Assert.True(invitation.Accept(Person, "ada@example.test", later.AddDays(14)).Succeeded);
    }

    [Theory]
    [InlineData("ada@example.test", true)]
    [InlineData(" ada@example.test ", true)]
    [InlineData("ada", false)]
    [InlineData("Ada <ada@example.test>", false)]
    [InlineData("ada@example.test, eve@example.test", false)]
    [InlineData("ada@example.test\r\nBcc: eve@example.test", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void It_goes_to_one_bare_address(string? email, bool accepted)
    {
        Assert.Equal(accepted, MemberInvitation.Create(Guid.CreateVersion7(), email, EditionRole.Juror, "hash", Sent).Succeeded);
    }

    private static MemberInvitation Invite() => MemberInvitation.Create(Guid.CreateVersion7(), "ada@example.test", EditionRole.Juror, "hash", Sent).Value;
}
