namespace Showcase.Domain;

/// <summary>Checks of texts that people type.</summary>
public static class Text
{
    /// <summary>Refuses an empty or overlong text. <paramref name="field"/> is the field's resource key.</summary>
    public static Refusal? Check(string? text, string field, int most, bool required = true)
    {
        if (string.IsNullOrWhiteSpace(text)) return required ? Refusals.Required(field) : null;
        return text.Length > most ? Refusals.TooLong(field, most) : null;
    }
}
