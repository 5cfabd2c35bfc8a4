using System.Net.Http.Headers;
using System.Text.Json;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>
/// Takes in an answer whole, within the call's time limit, up to a size; and lets pass what the SDK can read: a redirect or a
/// page of some gateway's is a failure of others.
/// </summary>
internal sealed class BoundedAnswers : DelegatingHandler
{
    /// <summary>
    /// The largest answer, in bytes: a page of events comes with their texts, which can't be left out of a delta query.
    /// </summary>
    public const int AnswerBytesMax = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if ((int)response.StatusCode is >= 300 and < 400)
                throw new HttpRequestException($"Graph sent us elsewhere ({(int)response.StatusCode}), and a token must not follow.", null, response.StatusCode);
            await response.Content.LoadIntoBufferAsync(AnswerBytesMax, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response.Content.Headers.ContentLength is null or 0 || IsJson(response.Content.Headers.ContentType)
                    ? response
                    : throw new HttpRequestException("The answer is no JSON.", null, response.StatusCode);
            // Of an error that is not in Graph's form the status and its headers are all that can be read.
            if (!IsJson(response.Content.Headers.ContentType) || !await IsWholeAsync(response.Content, cancellationToken))
                response.Content = new ByteArrayContent([]);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<bool> IsWholeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsJson(MediaTypeHeaderValue? type) => type?.MediaType is { } name && name.Contains("json", StringComparison.OrdinalIgnoreCase);
}
