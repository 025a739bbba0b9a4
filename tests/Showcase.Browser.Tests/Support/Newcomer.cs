using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Domain.Messages;

namespace Showcase.Browser.Tests.Support;

/// <summary>A person who was never here before: registers, follows the link in the mail, signs in.</summary>
public static partial class Newcomer
{
    public const string Password = "seven quiet kettles";

    public static async Task RegisterAsync(IPage page, ServerProcess server, string name, string email)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync("/account/register");
        await page.Locator("[name='Input.Name']").FillAsync(name);
        await page.Locator("[name='Input.Email']").FillAsync(email);
        await page.Locator("[name='Input.Password']").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Look into your mail");

        await page.GotoAsync(await LinkAsync(server, email));
        await page.Locator("[name='Input.Password']").FillAsync(Password);
        await page.Locator("[name='Input.Password']").PressAsync("Enter");
        await page.UntilAtAsync("^[^?]*/workspace");
    }

    /// <summary>The same person in another browser.</summary>
    public static Task SignInAsync(IPage page, string email) => BrowserFixture.SignInAsync(page, email, Password);

    /// <summary>Makes a film's record with the three fields that it begins with; its page is open afterwards.</summary>
    public static async Task CreateFilmAsync(IPage page, string title)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync("/workspace/films/new");
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Country").SelectOptionAsync("NO");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the film" }).ClickAsync();
        await page.UntilAtAsync("/workspace/films/[0-9a-f-]{36}");
        await Assertions.Expect(page.GetByText("Choose a video file")).ToBeVisibleAsync();
    }

    private static async Task<string> LinkAsync(ServerProcess server, string email)
    {
        var link = "";
        await Until.TrueAsync(
            async () =>
            {
                await using var db = server.OpenDatabase();
                var mail = await db.OutboxMessages.AsNoTracking().FirstOrDefaultAsync(message => message.To == email && message.State == OutboxState.Sent);
                link = Address().Match(mail?.Body ?? "").Value;
                return link.Length > 0;
            },
            $"a mail with a link went to {email}");
        return link;
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
