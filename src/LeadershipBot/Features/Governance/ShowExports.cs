using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Governance;

/// <summary>Somebody with a role sees what they may take of the organisation as a file, each of which they can press.</summary>
internal sealed class ShowExports(CardLibrary library, FeatureTable table, IEnumerable<Exported> exports) : ISlice
{
    /// <summary>Who may take anything at all.</summary>
    public const Roles Takers = Roles.Organiser | Roles.Chair | Roles.Administrator;

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var data = new CardData()
            .Set("organisation", text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("exports", exports.Where(one => table.FindCommand(one.Command) is var (route, _) && route.Admits(turn.Actor)).Select(one => Line(text, one)))
            .Set("summary", text.Plain("exports.title"))
            .Set("spoken", text.Spoken("exports.title"));
        return Task.FromResult<Answer>(new Answer.Card(new CardView("files/exports", data, text.Plain("exports.title"))));
    }

    private static CardData Line(TextFile text, Exported export) => new CardData()
        .Set("title", text.Format(export.TitleKey))
        .Set("has", text.Format(export.HasKey))
        .Set("press", text.Plain("exports.press", ("file", text.Plain(export.TitleKey).Words)))
        .Set("command", PlainText.FromPerson(export.Command));
}
