using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages;

public sealed class OutboxDeliveryTests(MailServer server) : IClassFixture<MailServer>, IDisposable
{
    private readonly World world = new();
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-mail-").FullName;

    public void Dispose()
    {
        world.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_a_server_a_mail_becomes_a_file_in_the_pick_up_folder()
    {
        var mail = await PostAsync("ada@example.test", "Grüße", "Dein Film läuft: https://festival.example/account/confirm?code=abc");

        await Delivery(new SmtpOptions()).RunAsync(CancellationToken.None);

        var file = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml")));
        Assert.Contains("To: ada@example.test", file, StringComparison.Ordinal);
        Assert.Contains("Dein Film läuft: https://festival.example/account/confirm?code=abc", file, StringComparison.Ordinal);
        Assert.Equal(OutboxState.Sent, (await ReadAsync(mail.Id)).State);
    }

    [Fact]
    public async Task A_mail_server_gets_the_mail_as_it_was_written()
    {
        await PostAsync("ada@example.test", "Grüße aus Berlin", "Dein Film „Salz“ ist da.\n\n.\nBis bald");

        await Delivery(Smtp()).RunAsync(CancellationToken.None);

        var mail = await server.NextAsync();
        Assert.Equal(("festival@example.test", "ada@example.test"), (mail.From, Assert.Single(mail.To)));
        Assert.Contains($"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Grüße aus Berlin"))}?=", mail.Text, StringComparison.OrdinalIgnoreCase);
        var body = mail.Text.Split("\r\n\r\n", 2)[1].ReplaceLineEndings("");
        Assert.Equal("Dein Film „Salz“ ist da.\n\n.\nBis bald", Encoding.UTF8.GetString(Convert.FromBase64String(body)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_mail_that_one_may_do_without_tells_mail_programs_how_to_end_it()
    {
        await world.SaveAsync(OutboxMessage.Create(null, "ada@example.test", "Reminder", "Body", world.Now, "https://festival.example/stop?code=abc"));

        await Delivery(Smtp()).RunAsync(CancellationToken.None);

        var text = (await server.NextAsync()).Text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe: <https://festival.example/stop?code=abc>", text, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_cannot_write_headers()
    {
        await PostAsync("ada@example.test", "Hello\r\nBcc: everybody@example.test", "Body");

        await Delivery(Smtp()).RunAsync(CancellationToken.None);

        var mail = await server.NextAsync();
        Assert.Equal(["ada@example.test"], mail.To);
        Assert.DoesNotContain("\nBcc:", mail.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_tried_again_and_then_given_up()
    {
        var mail = await PostAsync("nobody@example.test", "Hello", "Body");
        var delivery = Delivery(Smtp());

        for (var attempt = 1; attempt <= OutboxMessage.MostAttempts; attempt++)
        {
            Assert.Equal(1, await delivery.RunAsync(CancellationToken.None));
            Assert.Equal(0, await delivery.RunAsync(CancellationToken.None));
            world.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        var failed = await ReadAsync(mail.Id);
        Assert.Equal((OutboxState.Failed, OutboxMessage.MostAttempts), (failed.State, failed.Attempts));
        Assert.Contains("No such mailbox", failed.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_TLS_is_demanded_a_server_without_a_trusted_certificate_gets_nothing()
    {
        var mail = await PostAsync("ada@example.test", "Secret", "Body");
        var options = Smtp();
        options.StartTls = true;

        await Delivery(options).RunAsync(CancellationToken.None);

        var waiting = await ReadAsync(mail.Id);
        Assert.Equal((OutboxState.Pending, 1), (waiting.State, waiting.Attempts));
        Assert.NotNull(waiting.LastError);
    }

    [Fact]
    public async Task Two_runs_at_once_send_each_mail_once()
    {
        for (var number = 0; number < 20; number++) await PostAsync("ada@example.test", $"Mail {number}", "Body");
        var options = new SmtpOptions();

        var tried = await Task.WhenAll(Task.Run(() => Delivery(options).RunAsync(CancellationToken.None)), Task.Run(() => Delivery(options).RunAsync(CancellationToken.None)));

        Assert.Equal(20, tried.Sum());
        Assert.Equal(20, Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Length);
    }

    [Fact]
    public async Task A_broken_address_is_a_failed_mail_and_stops_no_other()
    {
        var broken = await PostAsync("not an address", "Hello", "Body");
        var good = await PostAsync("ada@example.test", "Hello", "Body");

        await Delivery(new SmtpOptions()).RunAsync(CancellationToken.None);

        Assert.NotNull((await ReadAsync(broken.Id)).LastError);
        Assert.Equal(OutboxState.Sent, (await ReadAsync(good.Id)).State);
    }

    [Fact]
    public async Task A_run_that_is_killed_between_sending_and_writing_it_down_leaves_a_line_and_the_next_one_sends_the_same_mail_again()
    {
        var mail = await PostAsync("ada@example.test", "Hello", "Body");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Delivery(new SmtpOptions(), new KilledAfter(world.Store, contexts: 2)).RunAsync(CancellationToken.None));
        Assert.Equal(0, await Delivery(new SmtpOptions()).RunAsync(CancellationToken.None));
        world.Clock.Advance(OutboxMessage.Lease);
        await Delivery(new SmtpOptions()).RunAsync(CancellationToken.None);
        world.Clock.Advance(OutboxMessage.Lease);
        Assert.Equal(0, await Delivery(new SmtpOptions()).RunAsync(CancellationToken.None));

        var copies = await Task.WhenAll(Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Select(file => File.ReadAllTextAsync(file)));
        Assert.Equal(2, copies.Length);
        Assert.All(copies, copy => Assert.Contains($"Message-ID: <{mail.Id:N}@", copy, StringComparison.OrdinalIgnoreCase));
        await using var db = world.Store.CreateDbContext();
        Assert.Equal([AttemptOutcome.Begun, AttemptOutcome.Sent], await db.OutboxAttempts.OrderBy(attempt => attempt.BegunAt).Select(attempt => attempt.Outcome).ToListAsync());
    }

    [Fact]
    public async Task A_mail_that_stops_the_server_each_time_is_given_up()
    {
        var mail = await PostAsync("ada@example.test", "Hello", "Body");
        for (var attempt = 0; attempt < OutboxMessage.MostAttempts; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => Delivery(new SmtpOptions(), new KilledAfter(world.Store, contexts: 2)).RunAsync(CancellationToken.None));
            world.Clock.Advance(OutboxMessage.Lease);
        }

        Assert.Equal(0, await Delivery(new SmtpOptions()).RunAsync(CancellationToken.None));

        var failed = await ReadAsync(mail.Id);
        Assert.Equal((OutboxState.Failed, "The server stopped 5 times while it sent this mail."), (failed.State, failed.LastError));
    }

    [Fact]
    public async Task Each_attempt_is_a_line_of_the_log_with_what_the_server_said()
    {
        var mail = await PostAsync("nobody@example.test", "Hello", "Body");
        var root = await world.AdministratorAsync();

        await Delivery(Smtp()).RunAsync(CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Delivery(Smtp()).RunAsync(CancellationToken.None);

        var log = (await new OutboxQueries(world.Store).FindAsync(root, mail.Id, CancellationToken.None))!.Log;
        Assert.Equal([world.Now, world.Now.AddMinutes(-1)], log.Select(line => line.At));
        Assert.All(log, line => Assert.Contains("No such mailbox", line.Error, StringComparison.Ordinal));
    }

    private SmtpOptions Smtp() => new()
    {
        Host = "127.0.0.1", Port = server.Port, UserName = "showcase", Password = "secret", StartTls = false, From = "Festival <festival@example.test>",
    };

    private OutboxDelivery Delivery(SmtpOptions options, IDbContextFactory<ShowcaseDbContext>? store = null)
    {
        var data = new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new HostingEnvironment { ContentRootPath = folder });
        return new OutboxDelivery(store ?? world.Store, new MailTransport(Options.Create(options), data), world.Clock, NullLogger<OutboxDelivery>.Instance);
    }

    private async Task<OutboxMessage> PostAsync(string to, string subject, string body)
    {
        var message = OutboxMessage.Create(editionId: null, to, subject, body, world.Now);
        await world.SaveAsync(message);
        return message;
    }

    private async Task<OutboxMessage> ReadAsync(Guid id)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.OutboxMessages.SingleAsync(message => message.Id == id);
    }

    /// <summary>The process is gone once it has asked for that many contexts.</summary>
    private sealed class KilledAfter(TestStore store, int contexts) : IDbContextFactory<ShowcaseDbContext>
    {
        private int made;

        public ShowcaseDbContext CreateDbContext() => made++ < contexts ? store.CreateDbContext() : throw new InvalidOperationException("Killed.");
    }
}
