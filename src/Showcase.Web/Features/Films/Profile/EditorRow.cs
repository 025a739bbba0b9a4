using Microsoft.AspNetCore.Components;
using Showcase.Domain.Films;

namespace Showcase.Web.Features.Films.Profile;

/// <summary>A line of a list as it is typed. One that is half typed waits on the screen.</summary>
public abstract class EditorRow
{
    /// <summary>What the line is called.</summary>
    public string Name { get; set; } = "";

    public virtual bool IsEmpty => string.IsNullOrWhiteSpace(Name);

    public virtual bool IsComplete => !string.IsNullOrWhiteSpace(Name);

    internal ElementReference First { get; set; }

    internal ElementReference UpButton { get; set; }

    internal ElementReference DownButton { get; set; }
}

/// <summary>A line of the cast; its name is the actor's.</summary>
public sealed class CastRow : EditorRow
{
    public string Character { get; set; } = "";

    public override bool IsEmpty => base.IsEmpty && string.IsNullOrWhiteSpace(Character);

    public static CastRow Of(CastMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new CastRow { Name = member.Actor, Character = member.Character };
    }

    public CastMember ToMember() => new(Character.Trim(), Name.Trim());
}

/// <summary>A line of the tools.</summary>
public sealed class ToolRow : EditorRow
{
    public string Model { get; set; } = "";

    public string UsedFor { get; set; } = "";

    public ToolUse Uses { get; set; }

    public int? Share { get; set; }

    public override bool IsEmpty => base.IsEmpty && string.IsNullOrWhiteSpace(Model) && string.IsNullOrWhiteSpace(UsedFor) && Uses == ToolUse.None && Share is null;

    public override bool IsComplete => base.IsComplete && Share is null or (>= 0 and <= 100);

    public static ToolRow Of(GenerationTool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return new ToolRow { Name = tool.Name, Model = tool.Model, UsedFor = tool.UsedFor ?? "", Uses = tool.Uses, Share = tool.Share };
    }

    public GenerationTool ToTool() => new(Name.Trim(), string.IsNullOrWhiteSpace(UsedFor) ? null : UsedFor.Trim()) { Model = Model.Trim(), Uses = Uses, Share = Share };

    public void Set(ToolUse use, bool isSo) => Uses = isSo ? Uses | use : Uses & ~use;
}

/// <summary>A line of the screenings before this one.</summary>
public sealed class ScreeningRow : EditorRow
{
    public string Country { get; set; } = "";

    public DateOnly? On { get; set; }

    public string Award { get; set; } = "";

    public override bool IsEmpty => base.IsEmpty && Country.Length == 0 && On is null && string.IsNullOrWhiteSpace(Award);

    public static ScreeningRow Of(PreviousScreening shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return new ScreeningRow { Name = shown.Event, Country = shown.Country, On = shown.On, Award = shown.Award };
    }

    public PreviousScreening ToScreening() => new(Name.Trim(), Country, On, Award.Trim());
}

/// <summary>A line of the links; its name is what the link is called.</summary>
public sealed class LinkRow : EditorRow
{
    public string Address { get; set; } = "";

    public bool IsReadable => FilmLink.IsAddress(Address);

    public override bool IsEmpty => base.IsEmpty && string.IsNullOrWhiteSpace(Address);

    public override bool IsComplete => IsReadable;

    public static LinkRow Of(FilmLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new LinkRow { Name = link.Label, Address = link.Address };
    }

    public FilmLink ToLink() => new(Name.Trim(), Address.Trim());
}

/// <summary>A line of the rights; its name is the piece or the person.</summary>
public sealed class RightRow : EditorRow
{
    public RightKind Kind { get; set; }

    public string Holder { get; set; } = "";

    public RightBasis Basis { get; set; }

    public string Scope { get; set; } = "";

    public string Territory { get; set; } = "";

    public DateOnly? Until { get; set; }

    public override bool IsEmpty => base.IsEmpty && string.IsNullOrWhiteSpace(Holder + Scope + Territory) && Until is null;

    public static RightRow Of(FilmRight right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return new RightRow { Kind = right.Kind, Name = right.What, Holder = right.Holder, Basis = right.Basis, Scope = right.Scope, Territory = right.Territory, Until = right.Until };
    }

    public FilmRight ToRight() => new(Kind, Name.Trim(), Holder.Trim(), Basis, Scope.Trim(), Territory.Trim(), Until);
}
