namespace LeadershipBot.Tests.Architecture;

internal static class Findings
{
    /// <summary>Nothing was found; a failure lists all that was, one a line.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = found.ToList();
        if (all.Count > 0)
            Assert.Fail(string.Join('\n', all.Prepend($"{all.Count} found:")));
    }
}
