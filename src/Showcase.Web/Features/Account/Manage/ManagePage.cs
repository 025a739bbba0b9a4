using Microsoft.AspNetCore.Components;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Account.Manage;

/// <summary>A page about the signed-in person's own account.</summary>
public abstract class ManagePage : AccountPage
{
    protected ApplicationUser Person { get; private set; } = default!;

    /// <summary>Which change brought the person here: <c>Account.Done_…</c> has the words.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    protected string? DoneKey { get; set; }

    protected string? Done => DoneKey is not null && !Errors.Any && T.Has($"Account.Done_{DoneKey}") ? T[$"Account.Done_{DoneKey}"] : null;

    protected override async Task OnInitializedAsync() =>
        Person = await Users.GetUserAsync(Http.User) ?? throw new InvalidOperationException("Signed in without an account: the sign-in's stamp is checked too seldom.");

    /// <summary>Shows the page anew after a change, so that reloading does not repeat it.</summary>
    protected void Finish(string path, string done) => Navigation.NavigateTo($"/account/manage{path}?done={done}");

    /// <summary>An open browser on a table is not its owner: what locks a person out or gives the account away asks for the password.</summary>
    protected async Task CheckPasswordAsync(string? password, string field = "Password")
    {
        if (string.IsNullOrEmpty(password) || await Users.IsLockedOutAsync(Person) || !await Users.CheckPasswordAsync(Person, password))
        {
            if (!string.IsNullOrEmpty(password)) await Users.AccessFailedAsync(Person);
            Errors.Add(field, T["Account.PasswordWrong"]);
        }
    }
}
