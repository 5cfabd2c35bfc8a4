using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Mine;

/// <summary>A member opens the dialog in which they withdraw: it says what happens then.</summary>
internal sealed class OpenWithdraw(MyApplication mine, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var found))
            return new Answer.Refused(refusal);
        if (found.Application.Withdrawn(turn.At).IsRefused(out var why, out _))
            return new Answer.Refused(why);
        var title = library.Text.Plain("applications.withdraw.title");
        var data = new CardData().About(library.Text, found.Opening).Titled(library.Text, title)
            .Set("about", library.Text.Format(About(found), ("title", found.Opening.Title)));
        return new Answer.Dialog(title, new CardView("applications/withdraw", data, title));
    }

    private static string About(OwnApplication found) => found switch
    {
        { Application.IsUndecided: true } => "applications.withdraw.about",
        { Application.IsKeptInMind: false } => "applications.withdraw.about.told",
        { Opening.HasBench: true } => "applications.withdraw.about.bench",
        _ => "applications.withdraw.about.later",
    };
}

/// <summary>A member withdraws. Pressed twice, it is once.</summary>
internal sealed class Withdraw(MyApplication mine, ApplicationChanging changing, MyCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var found))
            return new Answer.Refused(refusal);
        var change = new ApplicationChange(found.Opening, StepKind.Withdrawn, [turn.Actor.MemberId], (_, application, _) => (application ?? found.Application).Withdrawn(turn.At));
        if ((await changing.ChangeAsync(turn, change, cancellationToken)).IsRefused(out var why, out var after))
            return new Answer.Refused(why);
        return new Answer.Say(library.Text.Plain("applications.withdrawn", ("title", found.Opening.Title)))
        {
            Renewed = await card.OfAsync(found.Opening, after.All[0], turn.At, turn.TimeZone, library.Text.Format("applications.mine.withdrawn"), cancellationToken),
        };
    }
}
