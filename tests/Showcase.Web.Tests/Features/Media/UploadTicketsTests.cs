using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>A ticket opens one upload for an hour, whatever somebody does to it or to the clock.</summary>
public sealed class UploadTicketsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-tickets-").FullName;
    private readonly TestClock clock = new();
    private readonly MediaAsset asset = MediaAsset.Announce(Guid.CreateVersion7(), Guid.CreateVersion7(), "salt.mov", 1000, "fingerprint", TestClock.Start).Value;
    private readonly LocalDiskStorage storage;
    private readonly UploadTickets tickets;

    public UploadTicketsTests()
    {
        var data = new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new HostingEnvironment { ContentRootPath = folder });
        storage = new LocalDiskStorage(Options.Create(new StorageOptions()), data);
        tickets = new UploadTickets(storage, new MediaSigner(Options.Create(new MediaOptions()), data), clock);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(61, false)]
    [InlineData(-60, false)]
    [InlineData(-2, true)]
    public async Task It_holds_for_an_hour_and_a_clock_that_is_moved_makes_it_no_longer(int minutes, bool isValid)
    {
        var ticket = await TicketAsync();

        clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(isValid, tickets.IsValid(asset.Id, ticket));
    }

    [Fact]
    public async Task It_opens_no_other_upload() => Assert.False(tickets.IsValid(Guid.CreateVersion7(), await TicketAsync()));

    [Fact]
    public async Task One_changed_character_anywhere_spoils_it()
    {
        var ticket = await TicketAsync();

        var forged = Enumerable.Range(0, ticket.Length - 1).Select(at => ticket[..at] + (ticket[at] == 'A' ? 'B' : 'A') + ticket[(at + 1)..]);

        Assert.DoesNotContain(forged, text => tickets.IsValid(asset.Id, text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base 64 at all !")]
    public void Anything_else_is_none(string? text) => Assert.False(tickets.IsValid(asset.Id, text));

    public void Dispose()
    {
        storage.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> TicketAsync() => (await tickets.IssueAsync(asset, default)).BlockUrl.Split("ticket=")[1];
}
