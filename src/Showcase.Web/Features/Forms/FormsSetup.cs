using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Features.Forms.Needed;

namespace Showcase.Web.Features.Forms;

internal static class FormsSetup
{
    public static void AddForms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FormQueries>();
        builder.Services.AddSingleton<FormService>();
        builder.Services.AddSingleton<AnswerQueries>();
        builder.Services.AddSingleton<AnswerService>();
        builder.Services.AddSingleton<NeededAnswers>();
        builder.Services.AddSingleton<AnswerFileQueries>();
        builder.Services.AddSingleton<AnswerFileService>();
        builder.Services.AddSingleton<AnswerFileSweep>();
    }

    public static void MapForms(this WebApplication app)
    {
        app.MapAnswersCsv();
        app.MapAnswerFiles();
    }
}
