using System.Text;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Shared;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("A,B\r\n1,2\r\n", ',')]
    [InlineData("A;B\n1;2", ';')]
    [InlineData("A\tB\r1\t2\r", '\t')]
    [InlineData("\"A, or so\";B\n1;2", ';')]
    public void The_separator_and_line_ends_are_recognised(string text, char separator)
    {
        var file = Read(text);

        Assert.Equal(separator, file.Separator);
        Assert.Equal(["1", "2"], Assert.Single(file.Rows).Cells);
    }

    [Fact]
    public void Quoted_cells_hold_separators_quotes_and_line_breaks()
    {
        var file = Read("Title,Synopsis\r\n\"Salt, \"\"sea\"\"\",\"One\r\ntwo\"\r\nNext,\r\n");

        Assert.Equal(["Salt, \"sea\"", "One\r\ntwo"], file.Rows[0].Cells);
        Assert.Equal((3, "Next", ""), (file.Rows[1].Number, file.Rows[1].Cells[0], file.Rows[1].Cells[1]));
    }

    [Fact]
    public void Rows_keep_the_numbers_that_a_spreadsheet_gives_them()
    {
        var file = Read("A,B\n1,2\n\n,\n3,4\n");

        Assert.Equal([2, 5], file.Rows.Select(row => row.Number));
    }

    [Fact]
    public void A_row_with_too_many_or_too_few_cells_is_named_and_the_others_stand()
    {
        var file = Read("A,B\n1\n1,2,3\n1,2\n");

        Assert.Equal([new Refusal("Imports.Ragged", 1, 2), new Refusal("Imports.Ragged", 3, 2), null], file.Rows.Select(row => row.Fault));
    }

    [Theory]
    [InlineData("A,B\nx \"y\" z,2\n")]
    [InlineData("A,B\n\"x\" y,2\n")]
    [InlineData("A,B\n1,\"open\n3,4\n")]
    public void A_quote_out_of_place_is_told(string text) => Assert.Equal(new Refusal("Imports.BrokenQuotes"), Read(text).Rows[0].Fault);

    [Fact]
    public void Every_usual_encoding_is_read_and_named()
    {
        const string text = "Title,Artist\nÜber den Fluß,Zoë\n";
        Assert.Equal(CsvEncoding.Utf8, Check([.. Encoding.UTF8.GetBytes(text)]));
        Assert.Equal(CsvEncoding.Utf8, Check([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]));
        Assert.Equal(CsvEncoding.Utf16, Check([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]));
        Assert.Equal(CsvEncoding.Utf16, Check([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]));
        Assert.Equal(CsvEncoding.Windows1252, Check(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text)));

        static CsvEncoding Check(byte[] bytes)
        {
            var file = CsvFile.Parse(bytes).Value;
            Assert.Equal(["Title", "Artist"], file.Headers);
            Assert.Equal(["Über den Fluß", "Zoë"], file.Rows[0].Cells);
            return file.Encoding;
        }
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        byte[][] hostile =
        [
            [.. "PK\u0003\u0004"u8, 0, 0, 8, 0], [.. "A,B\n1,\0\n"u8], [0xFF, 0xFE, 0, 0, 65, 0, 0, 0], [0xFF, 0xFE, 0x00, 0xD8, 65, 0],
            [0xEF, 0xBB, 0xBF, 0xC3], [.. "A\n"u8, 0x81, 0x8D],
        ];

        Assert.All(hostile, bytes => Assert.Equal(new Refusal("Imports.Binary"), CsvFile.Parse(bytes).Refusal));
        Assert.Equal(new Refusal("Imports.FileEmpty"), CsvFile.Parse("\n\n"u8).Refusal);
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_long_before_their_end()
    {
        await using var endless = new Endless(100L * 1024 * 1024);

        var read = await CsvFile.ReadAsync(endless, default);

        Assert.Equal(CsvFile.TooLarge, read.Refusal);
        Assert.InRange(endless.Position, CsvFile.MostBytes, CsvFile.MostBytes + 200_000);
    }

    [Fact]
    public void A_file_with_too_many_rows_or_columns_is_refused()
    {
        Assert.Equal("Imports.TooManyRows", CsvFile.Parse(Encoding.UTF8.GetBytes("A\n" + string.Concat(Enumerable.Repeat("1\n", CsvFile.MostRows + 1)))).Refusal?.Code);
        Assert.Equal("Imports.TooManyColumns", CsvFile.Parse(Encoding.UTF8.GetBytes("A" + new string(',', CsvFile.MostColumns))).Refusal?.Code);
    }

    [Fact]
    public void What_our_own_files_hold_comes_back_as_it_was()
    {
        string[] cells = ["Salt, \"sea\"", "a\r\nb", "a\nb", " blank ", "", "\"", "tab\there", "Über", "'quoted'", "=1+1", "-2", "@x", "+49"];

        var file = Read(Csv.Line(cells.Select((_, column) => $"h{column}")) + Csv.Line(cells));

        Assert.Equal(cells, file.Rows[0].Cells);
    }

    private static CsvFile Read(string text) => CsvFile.Parse(Encoding.UTF8.GetBytes(text)).Value;

    /// <summary>A file of that many letters, made as it is read.</summary>
    private sealed class Endless(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
