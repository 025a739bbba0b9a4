using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Showcase.Web.Features.Messages;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Features.Messages;

public sealed class MailBodyTests : BunitContext
{
    private const string Letter = "Hello Ada,\n\nopen this link: https://festival.example/account/confirm?user=1&code=2 \n\nNot https://elsewhere.example/ of <b>course</b>.";

    [Fact]
    public void Links_into_the_installation_can_be_followed_and_the_words_stay_as_they_are()
    {
        Services.AddSingleton(Options.Create(new SiteOptions { Address = "https://festival.example" }));
        Services.AddScoped<SiteAddress>();

        var body = Render<MailBody>(parameters => parameters.Add(mail => mail.Text, Letter)).Find("pre");

        Assert.Equal(["https://festival.example/account/confirm?user=1&code=2"], body.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.Equal(Letter, body.TextContent);
    }
}
