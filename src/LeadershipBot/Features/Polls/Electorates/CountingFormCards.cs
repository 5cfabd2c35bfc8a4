using LeadershipBot.Domain.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>The part of the poll's dialog that says how votes are counted.</summary>
internal static class CountingFormCards
{
    /// <summary>What the input of the share holds where none is required: a choice must have a value.</summary>
    public const string NoShare = "none";

    private static readonly string[] Shares = [NoShare, nameof(RequiredShare.MoreThanHalf), nameof(RequiredShare.TwoThirds)];

    /// <summary>Puts it into the dialog of one question; the others have none.</summary>
    /// <param name="text">For its words.</param>
    /// <param name="data">The dialog.</param>
    /// <param name="typed">What is in its inputs.</param>
    /// <param name="form">What was filled in.</param>
    public static void Set(TextFile text, CardData data, CardData typed, CountingForm form)
    {
        data.Set("showsCounting", form.IsUsed)
            .Set("electorates", Enum.GetValues<CountedBy>().Select(by => CardChoice.Of(text.Plain(NameOf(by)), by.ToString())))
            .Set("casters", Enum.GetValues<CastBy>().Select(by => CardChoice.Of(text.Plain(by is CastBy.Lead ? "polls.counting.form.castBy.lead" : "polls.counting.form.castBy.majority"), by.ToString())))
            .Set("shares", Shares.Select(share => CardChoice.Of(text.Plain(NameOf(share)), share)));
        typed.SetId("countedBy", form.Electorate.CountedBy.ToString())
            .SetId("castBy", form.Electorate.CastBy.ToString())
            .Set("quorum", PlainText.FromPerson(form.Quorum))
            .Set("share", PlainText.FromPerson(Shares.Contains(form.Share) ? form.Share : NoShare))
            .Set("sharePerCent", PlainText.FromPerson(form.SharePerCent))
            .Set("inFavour", PlainText.FromPerson(form.InFavour))
            .Set("matter", PlainText.FromPerson(form.Matter));
    }

    private static string NameOf(CountedBy by) => by switch
    {
        CountedBy.People => "polls.counting.form.countedBy.people",
        CountedBy.Practices => "polls.counting.form.countedBy.practices",
        _ => "polls.counting.form.countedBy.listSizes",
    };

    private static string NameOf(string share) => share switch
    {
        nameof(RequiredShare.MoreThanHalf) => "polls.counting.form.share.half",
        nameof(RequiredShare.TwoThirds) => "polls.counting.form.share.twoThirds",
        _ => "polls.counting.form.share.none",
    };
}
