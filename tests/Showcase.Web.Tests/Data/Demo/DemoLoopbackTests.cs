using Microsoft.Extensions.Configuration;
using Showcase.Web.Data.Demo;

namespace Showcase.Web.Tests.Data.Demo;

public sealed class DemoLoopbackTests
{
    [Theory]
    [InlineData("urls", "http://127.0.0.1:5080", false)]
    [InlineData("urls", "http://localhost:5080;http://[::1]:5081", false)]
    [InlineData("urls", "http://0.0.0.0:5080", true)]
    [InlineData("urls", "http://127.0.0.1:5080;http://*:80", true)]
    [InlineData("urls", "http://[::]:5080", true)]
    [InlineData("http_ports", "8080", true)]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://festival.example:80", true)]
    public void Demo_mode_names_each_address_that_others_could_reach(string key, string value, bool open)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        Assert.Equal(open, DemoLoopback.OpenAddresses(configuration).Count > 0);
    }
}
