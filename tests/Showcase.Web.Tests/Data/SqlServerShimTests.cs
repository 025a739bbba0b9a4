using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Server;

namespace Showcase.Web.Tests.Data;

public sealed class SqlServerShimTests
{
    [Fact]
    public void SqlClient_finds_the_types_that_it_loads_at_run_time()
    {
        var reference = typeof(SqlConnection).Assembly.GetReferencedAssemblies().Single(name => name.Name == "Microsoft.SqlServer.Server");

        var loaded = System.Reflection.Assembly.Load(reference);

        Assert.Equal(typeof(Format).Assembly, loaded);
    }

    [Fact]
    public void A_parameter_of_a_user_defined_type_is_recognised_by_its_attribute()
    {
        using var command = new SqlCommand("select @value");

        var parameter = command.Parameters.AddWithValue("@value", default(Point));

        Assert.Equal(System.Data.SqlDbType.Udt, parameter.SqlDbType);
    }

    [SqlUserDefinedType(Format.Native, Name = "Point")]
    private struct Point
    {
        public int X { get; set; }
    }
}
