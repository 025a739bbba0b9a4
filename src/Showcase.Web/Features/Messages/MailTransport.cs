using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using Showcase.Domain.Messages;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Messages;

/// <summary>Hands one message to the mail server or to the pick-up folder.</summary>
public sealed class MailTransport(IOptions<SmtpOptions> options, DataFolder folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public string PickupFolder => folder.Path(options.Value.PickupFolder);

    private bool IsPickup => string.IsNullOrEmpty(options.Value.Host);

    /// <exception cref="SmtpException">The server refused it or could not be reached.</exception>
    /// <exception cref="FormatException">The address is none.</exception>
    public async Task SendAsync(OutboxMessage message, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        using var mail = Compose(message);
        using var client = Connect();
        try
        {
            await client.SendMailAsync(mail, patience.Token);
        }
        catch (OperationCanceledException late) when (!token.IsCancellationRequested)
        {
            throw new SmtpException($"The mail server did not answer within {Patience.TotalSeconds} seconds.", late);
        }
    }

    private MailMessage Compose(OutboxMessage message)
    {
        var from = new MailAddress(options.Value.From);
        var mail = new MailMessage(from, new MailAddress(message.To))
        {
            Subject = message.Subject, SubjectEncoding = Encoding.UTF8, Body = message.Text, BodyEncoding = Encoding.UTF8, IsBodyHtml = false,
        };

        // A file in the pick-up folder is read by people: its links must stand there as they are.
        if (IsPickup) mail.BodyTransferEncoding = TransferEncoding.EightBit;

        // Always the same for the same message, so that a mail program shows a second copy, sent after a crash, as one.
        mail.Headers.Add("Message-ID", $"<{message.Id:N}@{from.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.StopAddress is { } stop)
        {
            mail.Headers.Add("List-Unsubscribe", $"<{stop}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return mail;
    }

    private SmtpClient Connect()
    {
        if (IsPickup)
        {
            var pickup = Directory.CreateDirectory(PickupFolder).FullName;
            return new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = pickup };
        }

        var client = new SmtpClient(options.Value.Host, options.Value.Port) { EnableSsl = options.Value.StartTls };
        if (!string.IsNullOrEmpty(options.Value.UserName)) client.Credentials = new NetworkCredential(options.Value.UserName, options.Value.Password);
        return client;
    }
}
