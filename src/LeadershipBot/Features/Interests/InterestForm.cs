using System.Globalization;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>The dialog in which an interest is declared or changed, as it was filled in.</summary>
/// <param name="Nonce">Made when the dialog was opened: sending it twice declares once.</param>
/// <param name="Id">The interest that is changed; empty for a new one.</param>
/// <param name="Version">The version of it that the person saw; 0 for a new one.</param>
/// <param name="Draft">What was typed.</param>
internal sealed record InterestForm(string Nonce, string Id, int Version, InterestDraft Draft)
{
    private const string DateFormat = "yyyy-MM-dd";

    // More than may be declared, so that what is too long is still seen to be.
    private const int WordsMax = InterestLimits.WhatCharactersMax + 100;

    /// <summary>A new one, about an item or none.</summary>
    public static InterestForm Empty(string nonce, string about)
        => new(nonce, "", 0, new InterestDraft("", "", "", "", "", "", TurnData.Clip(about, InterestLimits.AboutCharactersMax)));

    /// <summary>One that is to be changed.</summary>
    public static InterestForm Of(string nonce, Declared declared)
    {
        var interest = declared.Interest;
        return new InterestForm(nonce, declared.Id, declared.Version, new InterestDraft(
            interest.Type.ToString(),
            interest.What,
            Text(interest.From),
            interest.Until is { } until ? Text(until) : "",
            interest.Relation?.ToString() ?? "",
            interest.Mitigation,
            interest.About));
    }

    /// <param name="data">What came from outside.</param>
    /// <param name="otherwise">The nonce of a form that came back without a usable one.</param>
    public static InterestForm Read(TurnData data, string otherwise)
    {
        data.TryNumber("version", out var version);
        return new InterestForm(data.Nonce(otherwise), data.Text("interest", TurnData.NonceCharactersMax), version, new InterestDraft(
            data.Text("type"),
            data.Text("what", WordsMax),
            data.Text("from"),
            data.Text("until"),
            data.Text("relation"),
            data.Text("mitigation", WordsMax),
            data.Text("about", InterestLimits.AboutCharactersMax)));
    }

    public static string Text(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);
}
