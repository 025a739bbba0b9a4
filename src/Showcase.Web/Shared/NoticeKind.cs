namespace Showcase.Web.Shared;

public enum NoticeKind
{
    Info,
    Good,
    Warn,
    Bad,
}
