using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>What every anonymous ask says in the same words.</summary>
internal static class AnonymousWords
{
    /// <summary>Beside the button that sends: there is no way back.</summary>
    public static CardText AnonymousIsFinal(this TextFile text) => text.Format("anonymous.isFinal");

    /// <summary>The receipt, for the reply to the press and for nothing else.</summary>
    public static CardText ReceiptOnce(this TextFile text, Receipt receipt) => text.Format("anonymous.receipt", ("code", receipt.Code));

    /// <summary>What a receipt that was looked up tells.</summary>
    public static CardText ReceiptCounts(this TextFile text) => text.Format("anonymous.receiptCounts");

    /// <summary>What is held about somebody on the roll of an anonymous ask.</summary>
    public static PlainText HeldOnRoll(this TextFile text, string ask, bool hasAnswered)
        => text.Plain(hasAnswered ? "anonymous.held.answered" : "anonymous.held.notAnswered", ("ask", ask));

    /// <summary>What forgetting somebody means for the asks that they answered anonymously.</summary>
    public static PlainText ErasedFromRolls(this TextFile text, int count) => text.Plain("anonymous.held.erase", ("count", count));
}
