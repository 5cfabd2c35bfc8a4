namespace LeadershipBot.Shell.Applying;

/// <summary>
/// The buttons by which any card leads to applying. Each is an <c>Action.Submit</c> with <c>msteams</c> (type task/fetch), the verb in
/// <c>verb</c>, and in its data <c>kind</c> (<see cref="IOpenings.Kind"/>), <c>opening</c> (the opening's key) and
/// <c>organisation</c>; the list is an <c>Action.Execute</c> with the same data.
/// </summary>
public static class ApplyButtons
{
    /// <summary>Opens the dialog of an expression of interest, or says why not.</summary>
    public const string FormVerb = "applications.form";

    /// <summary>Opens the dialog in which somebody else is nominated.</summary>
    public const string NominateVerb = "applications.nominate.form";

    /// <summary>Shows the applications to the panel, whoever runs the opening, and the chair: a card, no dialog.</summary>
    public const string ListVerb = "applications.list";
}
