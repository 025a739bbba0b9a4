using System.Text;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Forms;

public sealed class AnswerFileTests
{
    private static byte[] Pdf(string inside = "", string behind = "\n") => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n{inside}trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF{behind}");

    [Theory]
    [InlineData("Hello,\r\n\tGrüße aus Köln.\n", AnswerFileFormat.Text)]
    [InlineData("\uFEFFName;Alter\nAda;21\n", AnswerFileFormat.Text)]
    [InlineData("a < b and c > d", AnswerFileFormat.Text)]
    public void Plain_text_is_taken(string text, AnswerFileFormat format) => Assert.Equal(format, AnswerFileSigns.Read(Encoding.UTF8.GetBytes(text)).Value);

    [Fact]
    public void A_pdf_is_taken_with_blanks_behind_its_end()
    {
        Assert.Equal(AnswerFileFormat.Pdf, AnswerFileSigns.Read(Pdf()).Value);
        Assert.Equal(AnswerFileFormat.Pdf, AnswerFileSigns.Read(Pdf(behind: "\r\n \r\n")).Value);
    }

    [Theory]
    [InlineData("", "AnswerFiles.Empty")]
    [InlineData("MZ\u0090\0\u0003", "AnswerFiles.NotTaken")]
    [InlineData("\u007FELF\u0002\u0001", "AnswerFiles.NotTaken")]
    [InlineData("GIF89a\u0001\0\u0001\0", "AnswerFiles.NotTaken")]
    [InlineData("PK\u0003\u0004\u0014\0", "AnswerFiles.NotTaken")]
    [InlineData("#!/bin/sh\nrm -rf /", "AnswerFiles.NotTaken")]
    [InlineData("{\\rtf1 Hello}", "AnswerFiles.NotTaken")]
    [InlineData("\u001B[2J", "AnswerFiles.NotTaken")]
    [InlineData("%PDF-9.9\n%%EOF", "AnswerFiles.NotTaken")]
    [InlineData("%PDF-1.7\n1 0 obj", "AnswerFiles.Truncated")]
    [InlineData("<!DOCTYPE html><p>Hello", "AnswerFiles.Polyglot")]
    [InlineData("Hello <ScRiPt>alert(1)</script>", "AnswerFiles.Polyglot")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "AnswerFiles.Polyglot")]
    [InlineData("Hello\n%PDF-1.7\n%%EOF\n", "AnswerFiles.Polyglot")]
    public void Anything_else_is_refused_by_what_is_in_it(string file, string reason) => Assert.Equal(reason, AnswerFileSigns.Read(Encoding.Latin1.GetBytes(file)).Refusal?.Code);

    [Fact]
    public void A_pdf_that_is_a_page_or_an_archive_as_well_is_refused()
    {
        const string archive = "PK\u0005\u0006\0\0\0\0\u0001\0\u0001\0.\0\0\0\0\0\0\0\u0006\0";

        Assert.Equal(AnswerFileRefusals.Polyglot, AnswerFileSigns.Read(Pdf(inside: "<html><script>alert(1)</script>")).Refusal);
        Assert.Equal(AnswerFileRefusals.Polyglot, AnswerFileSigns.Read(Pdf(inside: archive)).Refusal);
        Assert.Equal(AnswerFileRefusals.Polyglot, AnswerFileSigns.Read(Pdf(behind: "\nMZ a program")).Refusal);
        Assert.Equal(AnswerFileRefusals.Polyglot, AnswerFileSigns.Read(Pdf(inside: "Rar!\u001A\u0007\u0001\0")).Refusal);
    }

    [Theory]
    [InlineData("proof.pdf", "proof.pdf")]
    [InlineData("C:\\Users\\Ada\\proof.pdf", "proof.pdf")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData("card.exe", "card.exe.pdf")]
    [InlineData("card.PDF", "card.pdf")]
    [InlineData("gpj.\u202Efdp.exe", "gpj.fdp.exe.pdf")]
    [InlineData("a\r\nb.pdf", "ab.pdf")]
    [InlineData("", "file.pdf")]
    [InlineData("...", "file.pdf")]
    [InlineData(null, "file.pdf")]
    public void A_name_tells_what_the_file_is_and_steers_nothing(string? sent, string name) => Assert.Equal(name, AnswerFile.NameOf(sent, AnswerFileFormat.Pdf));

    [Fact]
    public void A_long_name_is_cut_before_its_extension()
    {
        var name = AnswerFile.NameOf(new string('x', 300) + ".jpeg", AnswerFileFormat.Jpeg);

        Assert.Equal((AnswerFile.NameLength, true), (name.Length, name.EndsWith("x.jpeg", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_question_for_a_file_is_answered_by_a_file_of_a_type_that_it_takes_and_by_no_text()
    {
        var question = Sample.Asked(QuestionKind.File, new QuestionRules { IsRequired = true, FileTypes = [AnswerFileType.Picture] });

        Assert.Equal(AnswerFileRefusals.Missing, question.Problem(null, Sample.Now));
        Assert.Equal(AnswerFileRefusals.Missing, question.Problem(new GivenAnswer("card.jpg", 1), Sample.Now));
        Assert.Equal(AnswerFileRefusals.OtherType, question.Problem(Given(AnswerFileFormat.Pdf), Sample.Now));
        Assert.Null(question.Problem(Given(AnswerFileFormat.WebP), Sample.Now));
        Assert.Equal(FormRefusals.AnswerMissing, Sample.Asked(QuestionKind.ShortText, new QuestionRules { IsRequired = true }).Problem(Given(AnswerFileFormat.Text), Sample.Now));
    }

    [Fact]
    public void Needed_later_and_closed_hold_for_files_too()
    {
        var question = Sample.Asked(QuestionKind.File, new QuestionRules { IsRequired = true, RequiredFrom = Sample.Now.AddDays(1), FrozenFrom = Sample.Now.AddDays(3) });

        Assert.Null(question.Problem(null, Sample.Now));
        Assert.Equal(AnswerFileRefusals.Missing, question.Problem(null, Sample.Now.AddDays(1)));
        Assert.Null(question.CheckWriting(Given(AnswerFileFormat.Pdf), SubmissionState.Submitted, Sample.Now));
        Assert.Equal("Forms.Frozen", question.CheckWriting(Given(AnswerFileFormat.Pdf), SubmissionState.Submitted, Sample.Now.AddDays(3))?.Code);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void A_question_takes_twenty_megabytes_at_most(int megabytes, bool isAllowed) =>
        Assert.Equal(isAllowed, new QuestionRules { MostMegabytes = megabytes }.Check(QuestionKind.File) is null);

    private static GivenAnswer Given(AnswerFileFormat format) => new("card", 1, new AnswerFile(Guid.CreateVersion7(), format, 1, ""));
}
