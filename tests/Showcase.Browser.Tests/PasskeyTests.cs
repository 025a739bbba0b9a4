using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>A person makes a passkey on a device, which Chromium plays, and signs in with it.</summary>
public sealed class PasskeyTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task A_passkey_takes_the_password_once_and_signs_in_without_it()
    {
        var page = await Browser.OpenByNameAsync();
        await GiveDeviceAsync(page);
        await Newcomer.RegisterAsync(page, Browser.Server, "Petra Pass", "petra@newcomer.test");
        await page.GotoAsync("/account/manage/passkeys");
        var password = page.GetByLabel("Password");
        var add = page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" });

        await password.FillAsync("not the password");
        await add.ClickAsync();
        await Expect(page.GetByText("This is not your password")).ToBeVisibleAsync();
        await password.FillAsync(Newcomer.Password);
        await add.ClickAsync();
        await Expect(page.GetByText("The passkey is added")).ToBeVisibleAsync();

        await using (var db = Browser.Server.OpenDatabase())
        {
            Assert.True(await db.OutboxMessages.AnyAsync(mail => mail.To == "petra@newcomer.test" && mail.Subject == "A passkey was added to your Showcase account"));
        }

        await page.GotoAsync("/account/signout");
        await page.Locator("main form button").ClickAsync();
        await page.UntilAtAsync("/$");
        await page.GotoAsync("/account/signin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.UntilAtAsync("^[^?]*/workspace");
    }

    /// <summary>A device that has seen its owner and keeps what it makes.</summary>
    private static async Task GiveDeviceAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
