using Microsoft.AspNetCore.Identity;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Account;

/// <summary>What is wrong with a posted form, by field, in the order of the form: the first one gets the focus.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Text)> all = [];

    public bool Any => all.Count > 0 || Form is not null;

    /// <summary>What concerns no single field.</summary>
    public string? Form { get; private set; }

    public string? Of(string field) => all.Find(error => error.Field == field).Text;

    public bool IsFirst(string field) => all.Count > 0 && all[0].Field == field;

    public void Add(string field, string text) => all.Add((field, text));

    public void Refuse(string text) => Form = text;

    /// <summary>Adds the error where the text is empty or longer than <paramref name="most"/>.</summary>
    public void Check(SiteTexts texts, string field, string? value, int most = 256)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (Text.Check(value, field, most) is { } refusal) Add(field, texts.Of(refusal));
    }

    /// <summary>Puts what Identity refuses beside the field that it is about.</summary>
    public void Add(SiteTexts texts, IdentityResult result, string passwordField = "Password")
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(result);
        foreach (var error in result.Errors)
        {
            switch (error.Code)
            {
                case nameof(IdentityErrorDescriber.PasswordMismatch):
                    Add("Password", texts["Account.PasswordWrong"]);
                    break;
                case nameof(IdentityErrorDescriber.PasswordTooShort) or nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars):
                    Add(passwordField, texts["Account.PasswordTooShort", PasswordRules.Length]);
                    break;
                case nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName):
                    Add("Email", texts["Account.EmailInvalid"]);
                    break;
                case nameof(IdentityErrorDescriber.InvalidToken):
                    Refuse(texts["Account.LinkInvalid"]);
                    break;
                default:
                    Refuse(texts["Common.Conflict"]);
                    break;
            }
        }
    }
}

/// <summary>Length alone: rules about signs make people write worse passwords (NIST SP 800-63B, 5.1.1.2).</summary>
public static class PasswordRules
{
    public const int Length = 10;
    public const int Longest = 200;
}
