namespace Showcase.Domain.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_domain_needs_nothing_but_the_framework()
    {
        var foreign = typeof(Entity).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }
}
