namespace Showcase.Web.Features.Forms;

internal static class FormsSetup
{
    public static void AddForms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FormQueries>();
        builder.Services.AddSingleton<FormService>();
        builder.Services.AddSingleton<AnswerQueries>();
        builder.Services.AddSingleton<AnswerService>();
    }

    public static void MapForms(this WebApplication app) => app.MapAnswersCsv();
}
