using Microsoft.JSInterop;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Shared;

public sealed class RunningScriptTests
{
    public static TheoryData<Exception> Endings => [new JSDisconnectedException("The circuit is gone."), new TaskCanceledException()];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_page_that_is_closed_meanwhile_is_no_error(Exception ending) =>
        Assert.Null(await Record.ExceptionAsync(async () => await RunningScript.EndAsync(new ClosedPage(ending), module: null)));

    private sealed class ClosedPage(Exception ending) : IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromException<TValue>(ending);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => ValueTask.FromException<TValue>(ending);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
