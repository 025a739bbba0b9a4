using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>Files and folders that are dragged from the desktop, as the browser gets them from there.</summary>
public static class Drops
{
    public static async Task DropAsync(this ILocator target, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(target);
        await target.ScrollIntoViewIfNeededAsync();
        var box = (await target.BoundingBoxAsync())!;
        var session = await target.Page.Context.NewCDPSessionAsync(target.Page);
        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            await session.SendAsync("Input.dispatchDragEvent", new Dictionary<string, object>
            {
                ["type"] = type,
                ["x"] = box.X + (box.Width / 2),
                ["y"] = box.Y + (box.Height / 2),
                ["data"] = new Dictionary<string, object> { ["items"] = Array.Empty<object>(), ["files"] = paths, ["dragOperationsMask"] = 1 },
            });
        }

        await session.DetachAsync();
    }
}
