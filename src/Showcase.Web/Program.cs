using Showcase.Web.App;
using Showcase.Web.Data;
using Showcase.Web.Data.Demo;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Admin;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Grants;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Features.Public;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Texts;

var builder = WebApplication.CreateBuilder(args);
builder.AddApp();
builder.AddTexts();
builder.AddData();
builder.AddDemo();
builder.AddStorage();
builder.AddSecurity();
builder.AddAccount();
builder.AddAdmin();
builder.AddEditions();
builder.AddCalls();
builder.AddForms();
builder.AddFilms();
builder.AddMedia();
builder.AddSubmissions();
builder.AddFees();
builder.AddJudging();
builder.AddProgrammes();
builder.AddGrants();
builder.AddMessages();
builder.AddPublic();

await using var app = builder.Build();
if (await app.RunCommandAsync(args)) return;

await app.StartDemoAsync();

app.UseApp();
app.UsePublicPages();
app.MapAccount();
app.MapAdmin();
app.MapEditions();
app.MapCalls();
app.MapForms();
app.MapFilms();
app.MapMedia();
app.MapSubmissions();
app.MapFees();
app.MapJudging();
app.MapProgrammes();
app.MapGrants();
app.MapMessages();
app.MapPublic();
app.MapApp();

await app.RunAsync();

public sealed partial class Program;
