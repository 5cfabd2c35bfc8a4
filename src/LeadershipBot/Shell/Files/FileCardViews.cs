using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Files;

/// <summary>The cards about a file that can't simply be stored.</summary>
internal sealed class FileCardViews(CardLibrary library, FileSettings settings)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The card that offers a link; or says what is missing for one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="refusedBefore">Whether it was tried to store it, and refused.</param>
    public CardView ForLink(WaitingFile file, bool refusedBefore)
    {
        var data = Data(file).Set("happened", _text.Format(refusedBefore ? "files.link.refused" : "files.link.offer"));
        if (settings.LinksAt is null)
            return View(data.Set("missing", _text.Format("files.link.missing")));
        return View(data.SetId("file", file.Id).Set("get", true));
    }

    /// <summary>The card with the link, shown to the person who pressed and written into no message.</summary>
    public CardView WithLink(WaitingFile file, Uri link, DateTimeOffset until, TimeZoneInfo zone) => View(Data(file)
        .Set("happened", _text.Format("files.link.ready", ("until", TimeWords.Moment(until, zone))))
        .SetId("file", file.Id)
        .Set("url", PlainText.FromPerson(link.AbsoluteUri)));

    private static CardData Data(WaitingFile file) => new CardData()
        .Set("name", CardText.FromPerson(file.Offer.Name))
        .Set("about", CardText.FromPerson(file.Offer.About.Words));

    private CardView View(CardData data)
        => new("files/link", data.Set("summary", _text.Plain("files.link.summary")).Set("spoken", _text.Spoken("files.link.summary")), _text.Plain("files.link.summary"));
}
