using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Ledger;

/// <summary>What somebody fills in about something that was raised.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Answer">What its author is told, as typed.</param>
public sealed record FateStep(Fate Fate, string Answer)
{
    /// <summary>To whom it is passed on, as typed; without meaning for other fates.</summary>
    public string PassedTo { get; init; } = "";

    /// <summary>Whether it changed a decision; without meaning unless it was acted on.</summary>
    public bool ChangedDecision { get; init; }

    /// <summary>Why it can't be said; null if it can. Every fate but the first says something; "not acted on" its reason.</summary>
    public Refusal? Check(DateOnly today)
    {
        var (answer, body) = (Answer.Trim(), PassedTo.Trim());
        if (!Enum.IsDefined(Fate) || Fate is Fate.Heard)
            return new Refusal("ledger.refused.fate");
        if (string.IsNullOrWhiteSpace(FoldedText.Of(answer)))
            return new Refusal(Fate is Fate.NotActedOn ? "ledger.refused.noReason" : "ledger.refused.noAnswer");
        if (Fate is Fate.PassedOn && (string.IsNullOrWhiteSpace(FoldedText.Of(body)) || body.Length > LedgerLimits.BodyMax))
            return new Refusal("ledger.refused.noBody", ("max", LedgerTexts.Number(LedgerLimits.BodyMax)));
        if (LedgerTexts.Check(answer, LedgerLimits.AnswerMax, today) is { } refusal)
            return refusal;
        return Fate is Fate.PassedOn && PatientData.FindIn(body, today) is not null ? new Refusal("shell.refused.patientData") : null;
    }
}
