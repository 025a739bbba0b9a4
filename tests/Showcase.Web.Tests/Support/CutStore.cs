using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Tests.Support;

/// <summary>A server's line to the database, which a test cuts: nothing that it does from then on is written down, as if it had been killed.</summary>
public sealed class CutStore(TestStore inner) : IDbContextFactory<ShowcaseDbContext>
{
    private readonly TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isCut;

    /// <summary>Ends when the server has found out.</summary>
    public Task Noticed => noticed.Task;

    public void Cut() => isCut = true;

    public void Mend() => isCut = false;

    public ShowcaseDbContext CreateDbContext()
    {
        if (!isCut) return inner.CreateDbContext();

        noticed.TrySetResult();
        throw new IOException("The database does not answer.");
    }
}
