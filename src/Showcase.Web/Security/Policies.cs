using Microsoft.AspNetCore.Authorization;
using Showcase.Domain.Editions;

namespace Showcase.Web.Security;

/// <summary>The doors of the workspace. A page names its policy; the edition comes from the address.</summary>
public static class Policies
{
    public const string SignedIn = nameof(SignedIn);
    public const string Administrator = nameof(Administrator);
    public const string Member = nameof(Member);
    public const string Organiser = nameof(Organiser);
    public const string Curator = nameof(Curator);
    public const string Juror = nameof(Juror);

    /// <summary>Those who sit in meetings of a jury.</summary>
    public const string Jury = nameof(Jury);
    public const string GrantsOfficer = nameof(GrantsOfficer);

    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, EditionRoleHandler>();
        services.AddScoped<IAuthorizationHandler, AdministratorHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Administrator, policy => policy.AddRequirements(new AdministratorRequirement()))
            .AddPolicy(Member, policy => policy.AddRequirements(new EditionRoleRequirement(Enum.GetValues<EditionRole>())))
            .AddPolicy(Organiser, policy => policy.AddRequirements(new EditionRoleRequirement(EditionRole.Organiser)))
            .AddPolicy(Curator, policy => policy.AddRequirements(new EditionRoleRequirement(EditionRole.Curator)))
            .AddPolicy(Juror, policy => policy.AddRequirements(new EditionRoleRequirement(EditionRole.Juror)))
            .AddPolicy(Jury, policy => policy.AddRequirements(new EditionRoleRequirement(EditionRole.Juror, EditionRole.Organiser)))
            .AddPolicy(GrantsOfficer, policy => policy.AddRequirements(new EditionRoleRequirement(EditionRole.GrantsOfficer)));
    }
}

/// <summary>One of these roles in the edition that the address names as <c>{Edition}</c>.</summary>
public sealed class EditionRoleRequirement(params EditionRole[] roles) : IAuthorizationRequirement
{
    public IReadOnlyList<EditionRole> Roles { get; } = roles;
}

/// <summary>Administers the installation.</summary>
public sealed class AdministratorRequirement : IAuthorizationRequirement;

/// <summary>Asks the store, not the sign-in: a role that was given or taken counts with the next page.</summary>
internal sealed class AdministratorHandler(AdministratorAccess access) : AuthorizationHandler<AdministratorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (Actor.From(context.User) is { } actor && await access.CheckAsync(actor, CancellationToken.None) is null) context.Succeed(requirement);
    }
}

/// <summary>Reads the edition's slug from the request's or the circuit's route and asks <see cref="EditionAccess"/>.</summary>
internal sealed class EditionRoleHandler(EditionAccess access) : AuthorizationHandler<EditionRoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, EditionRoleRequirement requirement)
    {
        var slug = context.Resource switch
        {
            HttpContext http => http.GetRouteValue("Edition") as string,
            Microsoft.AspNetCore.Components.RouteData route => route.RouteValues.GetValueOrDefault("Edition") as string,
            string name => name,
            _ => null,
        };
        if (slug is null || Actor.From(context.User) is not { } actor) return;

        var held = await access.RolesAsync(actor.UserId, slug, CancellationToken.None);
        if (requirement.Roles.Any(held.Contains)) context.Succeed(requirement);
    }
}
