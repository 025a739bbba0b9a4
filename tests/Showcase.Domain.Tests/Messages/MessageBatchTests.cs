using Showcase.Domain.Messages;

namespace Showcase.Domain.Tests.Messages;

public sealed class MessageBatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Organiser = Guid.CreateVersion7();

    [Fact]
    public void It_is_written_finished_and_released_once()
    {
        var batch = MessageBatch.Begin(Guid.CreateVersion7(), 3, null, Organiser, Now);

        Assert.Equal(Refusals.Required("Subject"), batch.Finish(3, isReviewed: true, Organiser, Now).Refusal);
        Assert.True(batch.Write(MessageKind.Announcement, "News of {edition}", "Text").Succeeded);
        Assert.Equal(MessageRefusals.NobodyGetsIt, batch.Finish(0, isReviewed: true, Organiser, Now).Refusal);
        Assert.True(batch.Finish(2, isReviewed: true, Organiser, Now).Succeeded);
        Assert.Equal(MessageRefusals.NoLongerDraft, batch.Write(MessageKind.Essential, "Other", "Text").Refusal);
        Assert.True(batch.Release(Organiser, Now).Succeeded);
        Assert.Equal((MessageRefusals.ReleasedAlready, MessageRefusals.ReleasedAlready), (batch.Release(Organiser, Now).Refusal, batch.Discard().Refusal));
    }

    [Theory]
    [InlineData("Hello\r\nBcc: x@example.test", "Hello Bcc: x@example.test")]
    [InlineData(" Hello\u2029\u0000you\t ", "Hello  you")]
    public void A_subject_is_one_line_whatever_was_filled_in(string subject, string line) =>
        Assert.Equal(line, OutboxMessage.Create(null, "ada@example.test", subject, "Text", Now).Subject);

    [Fact]
    public void A_subject_that_is_too_long_is_not_cut_in_the_middle_of_a_sign()
    {
        var subject = OutboxMessage.Create(null, "ada@example.test", new string('a', OutboxMessage.SubjectLength - 1) + "🎬", "Text", Now).Subject;

        Assert.Equal(OutboxMessage.SubjectLength - 1, subject.Length);
    }
}
