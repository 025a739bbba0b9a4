namespace Showcase.Domain.Forms;

/// <summary>A part of a form, with its heading.</summary>
public sealed class FormSection(Guid formId, int position, string title, string intro) : Entity
{
    public const int TitleLength = 120;
    public const int IntroLength = 1_000;

    public Guid FormId { get; private set; } = formId;

    public int Position { get; private set; } = position;

    public string Title { get; private set; } = title;

    /// <summary>What artists read before its questions; may be empty.</summary>
    public string Intro { get; private set; } = intro;

    internal static Refusal? Check(SectionDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return Text.Check(details.Title, "Title", TitleLength) ?? Text.Check(details.Intro, "Intro", IntroLength, required: false);
    }

    internal void Change(SectionDetails details) => (Title, Intro) = (details.Title.Trim(), details.Intro?.Trim() ?? "");

    internal void PlaceAt(int position) => Position = position;
}

public sealed record SectionDetails(string Title, string? Intro);
