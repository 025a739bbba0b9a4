using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Support;

/// <summary>Wakes nobody: tests run the worker themselves.</summary>
internal sealed class NoWake : IServiceProvider
{
    public static ProcessingWake Of() => new(new NoWake(), NullLogger<ProcessingWake>.Instance);

    public object? GetService(Type serviceType) => null;
}
