using Microsoft.JSInterop;

namespace Showcase.Web.Shared;

/// <summary>What a component has begun in the browser.</summary>
internal static class RunningScript
{
    /// <summary>Ends it by its own function <paramref name="how"/>, and lets go of it and of the module that it came from.</summary>
    public static async ValueTask EndAsync(IJSObjectReference? running, IJSObjectReference? module, string how = "stop")
    {
        try
        {
            if (running is not null)
            {
                await running.InvokeVoidAsync(how);
                await running.DisposeAsync();
            }

            if (module is not null) await module.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and the script with it.
        }
    }
}
