namespace Showcase.Domain.Judging;

/// <summary>Compares a person with a film. Names are compared word by word, whatever their order and accents.</summary>
public static class ConflictFinder
{
    /// <summary>Houses where anybody gets an address, and names that no house has (RFC 2606): the same one means nothing.</summary>
    private static readonly HashSet<string> Everybodys = new(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.fr", "hotmail.co.uk", "live.com", "msn.com", "yahoo.com", "yahoo.fr", "yahoo.co.uk", "yahoo.co.jp",
        "yahoo.de", "yahoo.it", "yahoo.es", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "t-online.de", "freenet.de",
        "mail.ru", "yandex.ru", "yandex.com", "bk.ru", "list.ru", "seznam.cz", "centrum.cz", "email.cz", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "orange.fr", "free.fr", "laposte.net",
        "wanadoo.fr", "sfr.fr", "libero.it", "virgilio.it", "tiscali.it", "proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.io", "posteo.de", "posteo.net", "mailbox.org",
        "fastmail.com", "hey.com", "zoho.com", "mail.com", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "daum.net", "hanmail.net", "rediffmail.com", "uol.com.br", "bol.com.br",
        "terra.com.br", "btinternet.com", "comcast.net", "verizon.net", "bluewin.ch", "telenet.be", "skynet.be", "ziggo.nl", "kpnmail.nl", "abv.bg", "ukr.net", "example.com", "example.org", "example.net",
    };

    public static ConflictClues Find(PersonToCompare person, FilmToCompare film)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(film);
        var clues = ConflictClues.None;
        if (person.Name is { } name && film.Names.Contains(name)) clues |= ConflictClues.Credited;
        if (person.Organisations.Any(film.Names.Contains)) clues |= ConflictClues.Organisation;
        if (person.House is { } house && film.Houses.Contains(house)) clues |= ConflictClues.MailDomain;
        if (person.ClosePeople.Any(film.Names.Contains)) clues |= ConflictClues.Close;
        if (person.Organisations.Any(film.ToolMakers.Contains) || (person.House is { } maker && film.ToolHouses.Contains(maker))) clues |= ConflictClues.ToolMaker;
        if (person.Grants.Overlaps(film.Artists)) clues |= ConflictClues.Grant;
        return clues;
    }

    /// <summary>A name as it is compared; null where it is a single word, which is nobody's full name.</summary>
    public static string? FullName(string? name) => Words(name) is { Length: > 1 } words ? string.Join(' ', words) : null;

    /// <summary>A name that somebody gave on purpose (a school, a studio, a person close to them) as it is compared; one word is enough.</summary>
    public static string? Organisation(string? name) => Words(name) is { Length: > 0 } words ? string.Join(' ', words) : null;

    /// <summary>The house that an address is of; null where everybody may have one there.</summary>
    public static string? House(string? email)
    {
        var domain = email?[(email.LastIndexOf('@') + 1)..].Trim().ToLowerInvariant();
        if (string.IsNullOrEmpty(domain) || Everybodys.Contains(domain)) return null;

        return domain.EndsWith(".test", StringComparison.Ordinal) || domain.EndsWith(".example", StringComparison.Ordinal)
            || domain.EndsWith(".invalid", StringComparison.Ordinal) || domain.EndsWith(".localhost", StringComparison.Ordinal) ? null : domain;
    }

    private static string[] Words(string? name)
    {
        var words = SearchText.Fold(name ?? "").Split([' ', ',', '.', ';', '"', '“', '”', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(words, StringComparer.Ordinal);
        return words;
    }
}

/// <summary>Who is compared, as <see cref="ConflictFinder"/> writes names and houses.</summary>
public sealed record PersonToCompare(Guid UserId, string? Name)
{
    public IReadOnlyList<string> Organisations { get; init; } = [];

    /// <summary>People whom they name as close to them.</summary>
    public IReadOnlyList<string> ClosePeople { get; init; } = [];

    /// <summary>Null where the same mail house is no matter.</summary>
    public string? House { get; init; }

    /// <summary>Whom they awarded a grant, and who awarded them one.</summary>
    public IReadOnlySet<Guid> Grants { get; init; } = new HashSet<Guid>();
}

/// <summary>A film's names (artists, credits, rights), the mail houses of its artists, their accounts, and who makes its tools.</summary>
public sealed record FilmToCompare(IReadOnlySet<string> Names, IReadOnlySet<string> Houses, IReadOnlySet<Guid> Artists, IReadOnlySet<string> ToolMakers, IReadOnlySet<string> ToolHouses)
{
    public static FilmToCompare Of(IEnumerable<string> names, IEnumerable<ArtistToCompare> artists, IEnumerable<string> tools)
    {
        ArgumentNullException.ThrowIfNull(names);
        List<ArtistToCompare> all = [.. artists];
        List<string> used = [.. tools];
        return new(
            Set(names.Concat(all.Select(artist => artist.Name)).SelectMany(name => (string?[])[ConflictFinder.FullName(name), ConflictFinder.Organisation(name)])),
            Set(all.Select(artist => ConflictFinder.House(artist.Email))),
            all.Select(artist => artist.UserId).ToHashSet(),
            Set(used.SelectMany(Films.ToolMakers.NamesOf).Select(ConflictFinder.Organisation)),
            Set(used.SelectMany(Films.ToolMakers.HousesOf)));
    }

    private static HashSet<string> Set(IEnumerable<string?> names) => names.OfType<string>().ToHashSet(StringComparer.Ordinal);
}

/// <summary>An account that made a film.</summary>
public sealed record ArtistToCompare(Guid UserId, string Name, string? Email);
