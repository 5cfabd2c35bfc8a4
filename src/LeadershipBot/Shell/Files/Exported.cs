namespace LeadershipBot.Shell.Files;

/// <summary>
/// A file that people with a role can take of their organisation: <c>export</c> lists those that a person may take.
/// Registered in <c>AddParts</c>.
/// </summary>
/// <param name="Command">The command that takes it, such as <c>export members</c>; who may is told by its route.</param>
/// <param name="TitleKey">The sentence that names it.</param>
/// <param name="HasKey">The sentence that says what is in it.</param>
public sealed record Exported(string Command, string TitleKey, string HasKey);
