using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An administrator types into the dialog that makes a body, and is offered the commissioners of the imported practices.</summary>
internal sealed class OfferBodies(PracticeCatalogue catalogue, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var words = turn.Data.Text("words").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = (await catalogue.NowAsync(cancellationToken)).Commissioners
            .Where(one => words.All(word => one.Code.StartsWith(word, StringComparison.OrdinalIgnoreCase) || one.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Take(Answer.ChoicesMax);
        return new Answer.Offered([.. found.Select(one => new OfferedChoice(TitleOf(one.Code, one.Name, one.ActivePractices), one.Code))]);
    }

    private PlainText TitleOf(string code, string name, int practices)
        => library.Text.Plain("setup.body.commissioner.choice", ("body", name.Length > 0 ? $"{name} ({code})" : code), ("count", practices));
}
