namespace LeadershipBot.Shell;

/// <summary>What may be logged of a failure in an anonymous turn: of what kind it was, and what caused it.</summary>
internal static class Kinds
{
    /// <summary>The names of the failure's type and of those that caused it; never a message, which may hold anything.</summary>
    public static string Of(Exception failure)
    {
        var names = new List<string>();
        for (var one = failure; one is not null; one = one.InnerException!)
            names.Add(one.GetType().Name);
        return string.Join(" from ", names);
    }
}
