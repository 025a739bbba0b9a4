using Showcase.Domain.Messages;

namespace Showcase.Domain.Tests.Messages;

public sealed class OutboxMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_break_cannot_start_a_header()
    {
        var message = OutboxMessage.Create(null, "a@b.test\r\nBcc: c@d.test", "Hello\nBcc: c@d.test", "Body", Now);

        Assert.Equal(("a@b.test Bcc: c@d.test", "Hello Bcc: c@d.test"), (message.To, message.Subject));
    }

    [Fact]
    public void A_message_that_one_run_took_is_not_due_for_another_until_the_lease_ends()
    {
        var message = OutboxMessage.Create(null, "a@b.test", "Hello", "Body", Now);

        Assert.True(message.Claim(Now).Succeeded);

        Assert.Equal(OutboxRefusals.NotWaiting, message.Claim(Now).Refusal);
        Assert.True(message.Claim(Now + OutboxMessage.Lease).Succeeded);
    }

    [Fact]
    public void After_the_fifth_failure_it_is_given_up_and_can_be_sent_again()
    {
        var message = OutboxMessage.Create(null, "a@b.test", "Hello", "Body", Now);
        Assert.Equal(OutboxRefusals.NotFailed, message.SendAgain(Now).Refusal);

        for (var attempt = 0; attempt < OutboxMessage.MostAttempts; attempt++) message.MarkFailed("No such mailbox", Now);

        Assert.Equal(OutboxState.Failed, message.State);
        Assert.True(message.SendAgain(Now).Succeeded);
        Assert.Equal((OutboxState.Pending, 0), (message.State, message.Attempts));
    }
}
