using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Texts;

[Collection(WebCollection.Name)]
public sealed partial class TextsTests(WebFixture web)
{
    private SiteTexts Texts => web.Services.GetRequiredService<SiteTexts>();

    [Fact]
    public void Every_refusal_of_the_domain_has_a_text()
    {
        var codes = typeof(Refusal).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => ((Refusal)field.GetValue(null)!).Code);

        Assert.Empty(codes.Where(code => !Texts.Has(code)));
    }

    [Fact]
    public void Every_key_that_the_sources_name_has_a_text()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

        var keys = sources.SelectMany(file => KeyUse().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct(StringComparer.Ordinal);

        Assert.Empty(keys.Where(key => !Texts.Has(key)));
    }

    [Theory]
    [InlineData(1, "Apply 1 decision")]
    [InlineData(2, "Apply 2 decisions")]
    [InlineData(0, "Apply 0 decisions")]
    public void One_thing_is_named_in_the_singular(int decisions, string text) => Assert.Equal(text, Texts["Letters.Apply", decisions]);

    [Fact]
    public void Numbers_beside_counted_words_are_written_as_before() => Assert.Equal("Release 1,200 mails", Texts["Messages.Release", 1200]);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Showcase.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("""(?:\bT|[tT]exts?|new Refusal)[\[(]"([A-Z]\w+\.\w+)"[\],)]""")]
    private static partial Regex KeyUse();
}
