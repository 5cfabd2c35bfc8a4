using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Governance;

/// <summary>A member sees what they may do here, each line of which they can press.</summary>
internal sealed class Help(CardLibrary library, FeatureTable table) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var data = new CardData()
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("commands", table.Commands.Where(c => c.IsListed && c.Admits(turn.Actor)).Select(c => Line(text, c)))
            .Set("others", text.OthersToActFor(turn))
            .Set("summary", text.Plain("shell.help.summary"))
            .Set("spoken", text.Spoken("shell.help.summary"));
        if (turn.Organisation is { HelpContact: { Length: > 0 } contact })
            data.Set("contact", text.Format("shell.help.contact", ("name", contact)));
        return Task.FromResult<Answer>(new Answer.Card(new CardView("shell/help", data, text.Plain("shell.help.summary"))));
    }

    private static CardData Line(TextFile text, Shell.Route command) => new CardData()
        .Set("title", CardText.FromPerson(command.Name))
        .Set("does", text.Format("commands." + command.Name.Replace(' ', '-')))
        .Set("press", text.Plain("shell.help.press", ("command", command.Name)))
        .Set("command", PlainText.FromPerson(command.Name));
}
