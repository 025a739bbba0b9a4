using System.Text;
using Showcase.Domain.Films;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Import;

public sealed class ImportReaderTests
{
    private static readonly ImportCategory Shorts = new(Guid.CreateVersion7(), "Shorts");
    private static readonly ImportCategory Loops = new(Guid.CreateVersion7(), "Loops");

    [Fact]
    public void FilmFreeways_columns_are_known_by_name_wherever_they_stand()
    {
        var mapping = ImportMapping.Guess(
            ["Rating", "Tracking Number", "Submission ID", "Project Title", "Duration", "Country of Origin", "Country of Filming", "First Name", "Last Name", "Email", "Directors", "Submission Categories", "Completion Date"]);

        Assert.Equal((1, 3, 4, 5), (mapping[ImportField.Number], mapping[ImportField.Title], mapping[ImportField.Duration], mapping[ImportField.Country]));
        Assert.Equal((9, 10, 11, 12), (mapping[ImportField.Email], mapping[ImportField.Directors], mapping[ImportField.Category], mapping[ImportField.Year]));
        Assert.Null(mapping[ImportField.Synopsis]);
        Assert.Null(mapping.Check());
    }

    [Fact]
    public void The_columns_of_our_own_file_are_known_too()
    {
        var mapping = ImportMapping.Guess(["Film", "Artist", "Mail address", "Category", "State", "Sent in (Europe/Berlin)", "Runtime", "Country", "Year", "Languages"]);

        Assert.Equal(
            [ImportField.Title, ImportField.Email, ImportField.Name, ImportField.Duration, ImportField.Country, ImportField.Languages, ImportField.Year, ImportField.Category, ImportField.SubmittedAt],
            mapping.Columns.Keys.Order());
    }

    [Fact]
    public void A_column_can_be_chosen_changed_and_taken_away()
    {
        var mapping = ImportMapping.Guess(["Email", "Werk"]);

        Assert.Equal("Imports.TitleUnmapped", mapping.Check()?.Code);
        Assert.Null(mapping.With(ImportField.Title, 1).Check());
        Assert.Equal("Imports.EmailUnmapped", mapping.With(ImportField.Title, 1).With(ImportField.Email, null).Check()?.Code);
    }

    [Fact]
    public void A_whole_row_is_understood()
    {
        var (entries, problems) = Read(
            "Tracking Number,Project Title,First Name,Last Name,Email,Synopsis,Duration,Country of Origin,Language,Completion Date,Directors,Key Cast,Submission Categories,Submission Date\n"
            + "SD-1,Salt,Zoë,Artist,zoe@mail.test,\"A list,\nof salts\",00:12:30,\"United States, France\",\"English, Czech\",\"March 1, 2025\",\"Ann, Bo\",Cy,loops,2026-01-02 10:00\n");

        var entry = Assert.Single(entries);
        Assert.Empty(problems);
        Assert.Equal(("SD-1", "Salt", "Zoë Artist", "zoe@mail.test", Loops.Id), (entry.Number, entry.Title, entry.Artist, entry.Email, entry.CategoryId));
        Assert.Equal((new TimeSpan(0, 12, 30), "US", "en,cs", 2025), (entry.Runtime, entry.Country, entry.Languages, entry.Year));
        Assert.Equal([new Credit("Director", "Ann"), new Credit("Director", "Bo"), new Credit("Cast", "Cy")], entry.Credits);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 9, 0, 0, TimeSpan.Zero), entry.SubmittedAt);
    }

    [Theory]
    [InlineData("1,,a@b.test,,,", "Title", "Imports.TitleMissing")]
    [InlineData("1,Salt,nobody,,,", "Email", "Imports.EmailInvalid")]
    [InlineData("1,Salt,\"a@b.test\nBcc: c@d.test\",,,", "Email", "Imports.EmailInvalid")]
    [InlineData(",Salt,a@b.test,,,", "Number", "Imports.NumberInvalid")]
    [InlineData("1,Salt,a@b.test,12,,", "Duration", "Imports.DurationInvalid")]
    [InlineData("1,Salt,a@b.test,9:00:00,,", "Duration", "Films.RuntimeInvalid")]
    [InlineData("1,Salt,a@b.test,,Atlantis,", "Country", "Imports.CountryUnknown")]
    [InlineData("1,Salt,a@b.test,,,someday", "Year", "Imports.DateInvalid")]
    [InlineData("1,Salt,a@b.test,,,1800", "Year", "Common.OutOfRange")]
    public void What_cannot_be_read_leaves_the_row_out_and_names_its_column(string row, string column, string code)
    {
        var (entries, problems) = Read("Number,Title,Email,Duration,Country,Year\n" + row + "\n2,Sea,a@b.test,3:00,CZ,2026\n");

        Assert.Equal("2", Assert.Single(entries).Number);
        var problem = Assert.Single(problems);
        Assert.Equal((2, column, code, true), (problem.Row, problem.Column, problem.Why.Code, problem.LeavesOut));
    }

    [Fact]
    public void A_number_that_comes_twice_and_an_entry_taken_back_are_left_out()
    {
        var (entries, problems) = Read("Number,Title,Email,Submission Status\n1,Salt,a@b.test,In Consideration\n1,Salt,a@b.test,\n2,Sea,a@b.test,Withdrawn\n");

        Assert.Single(entries);
        Assert.Equal([new Refusal("Imports.Twice", 2), new Refusal("Imports.TakenBack")], problems.Select(problem => problem.Why));
    }

    [Fact]
    public void An_unknown_language_or_category_is_told_and_does_no_harm()
    {
        var (entries, problems) = Read("Title,Email,Language,Category\nSalt,a@b.test,\"Klingon, Czech\",Poetry\n");

        Assert.Equal(("cs", Shorts.Id), (entries[0].Languages, entries[0].CategoryId));
        Assert.Equal(["Imports.CategoryUnknown", "Imports.LanguageUnknown"], problems.Select(problem => problem.Why.Code).Order());
        Assert.All(problems, problem => Assert.False(problem.LeavesOut));
    }

    [Fact]
    public void Without_a_number_address_and_title_stand_for_it()
    {
        var (entries, _) = Read("Title,Email\nSalt,a@b.test\nSea,a@b.test\n");
        var (again, _) = Read("Email,Title\nA@B.test,SALT\n");

        Assert.Equal(entries[0].Number, again[0].Number);
        Assert.NotEqual(entries[0].Number, entries[1].Number);
    }

    [Theory]
    [InlineData("12:30", 750)]
    [InlineData("0:12:30", 750)]
    [InlineData("12 min", 720)]
    [InlineData("12 minutes 30 seconds", 750)]
    [InlineData("1 h 2 min", 3720)]
    [InlineData("12", null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    public void Runtimes_are_read_as_people_write_them(string text, int? seconds) => Assert.Equal(seconds, ImportWords.Length(text)?.TotalSeconds);

    [Theory]
    [InlineData("2025-03-01", 3, 1)]
    [InlineData("March 1, 2025", 3, 1)]
    [InlineData("3/1/2025", 3, 1)]
    [InlineData("31/12/2025", 12, 31)]
    [InlineData("1.3.2025", 3, 1)]
    [InlineData("2025", 1, 1)]
    public void Dates_are_read_as_systems_write_them(string text, int month, int day) => Assert.Equal(new DateTime(2025, month, day), ImportWords.Date(text));

    [Theory]
    [InlineData("Germany", "DE")]
    [InlineData("USA", "US")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Korea, Republic of", "KR")]
    [InlineData("cz", "CZ")]
    [InlineData("Atlantis", null)]
    public void Countries_are_read_by_name_and_code(string text, string? code) => Assert.Equal(code, ImportWords.Country(text));

    private static (IReadOnlyList<ImportEntry> Entries, IReadOnlyList<ImportProblem> Problems) Read(string text)
    {
        var file = CsvFile.Parse(Encoding.UTF8.GetBytes(text)).Value;
        var reader = new ImportReader(file, ImportMapping.Guess(file.Headers), [Shorts, Loops], Shorts, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TestClock.Start);
        return ([.. reader.Entries()], reader.Problems);
    }
}
