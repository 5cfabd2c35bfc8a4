using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Governance;

/// <summary>A member types what is no command: they are shown the nearest ones, and told that nothing was kept.</summary>
internal sealed class UnknownWords(CardLibrary library, FeatureTable table) : ISlice
{
    private const int NearestMax = 3;

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var hasPatient = PatientData.FindIn(turn.Words, turn.Today) is not null;
        var hasFile = turn.Files.Count > 0;
        var happened = hasPatient ? "shell.unknown.patientData" : hasFile ? "files.unknown.happened" : "shell.unknown.happened";
        var allowed = table.Commands.Where(c => c.IsListed && turn.Actor.HoldsAny(c.Needs)).Select(c => c.Name);
        var data = new CardData()
            .Set("happened", text.Format(happened))
            .Set("kept", text.Format(hasPatient ? "shell.unknown.patientData.next" : hasFile ? "files.unknown.kept" : "shell.unknown.kept"))
            .Set("nearest", NearestWords.Of(turn.Words, allowed, NearestMax).Select(c => Button(text, c)))
            .Set("summary", text.Plain(happened))
            .Set("spoken", text.Spoken(happened));
        return Task.FromResult<Answer>(new Answer.Card(new CardView("shell/unknown", data, text.Plain(happened))));
    }

    private static CardData Button(TextFile text, string command) => new CardData()
        .Set("title", text.Plain("shell.help.press", ("command", command)))
        .Set("command", PlainText.FromPerson(command));
}
