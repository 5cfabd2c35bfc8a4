using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>
/// Stands in for the OneDrive behind Teams: keeps the files that people send and that the bot stores for them, in memory
/// until the simulator ends. Addresses carry their own permission, as SharePoint's do.
/// </summary>
public sealed class FileDrive
{
    /// <summary>Where stored files are read, followed by an id.</summary>
    internal const string FilesPath = "/drive/files/";

    /// <summary>Where the bot puts files, followed by an id.</summary>
    internal const string UploadsPath = "/drive/uploads/";

    private const int BytesMax = 60 * 1024 * 1024; // what SharePoint takes in one piece

    private readonly Lock _gate = new();
    private readonly World _world;
    private readonly string _host;
    private readonly Dictionary<string, KeptFile> _files = [];
    private readonly Dictionary<string, string> _uploads = [];

    internal FileDrive(World world, string host) => (_world, _host) = (world, host.TrimEnd('/'));

    /// <summary>Everything that is kept, oldest first.</summary>
    public IReadOnlyList<KeptFile> Files
    {
        get
        {
            lock (_gate)
                return [.. _files.Values];
        }
    }

    /// <summary>How many uploads were begun with a request, whether or not they were taken.</summary>
    public int UploadRequests { get; private set; }

    /// <summary>Whether uploads are refused, as where an administrator blocks OneDrive.</summary>
    public bool RefusesUploads { get; set; }

    /// <summary>A file that a person has chosen, as the attachment that Teams makes of it.</summary>
    internal JsonObject Attach(string name, byte[] bytes)
    {
        var file = Keep(name, bytes);
        return new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["contentUrl"] = AddressOf(file.Id),
            ["name"] = name,
            ["content"] = new JsonObject { ["downloadUrl"] = AddressOf(file.Id), ["uniqueId"] = file.Id, ["fileType"] = TypeOf(name) },
        };
    }

    /// <summary>Where the bot may put a file of this name, once: the <c>uploadInfo</c> of a consent.</summary>
    internal JsonObject OpenUpload(string name)
    {
        string upload, id;
        lock (_gate)
        {
            (upload, id) = (_world.Ids.NextActivity(), _world.Ids.NextActivity());
            _uploads[upload] = id;
            _files[id] = new KeptFile(id, name, []);
        }

        return new JsonObject
        {
            ["contentUrl"] = AddressOf(id),
            ["name"] = name,
            ["uploadUrl"] = _host + UploadsPath + Uri.EscapeDataString(upload),
            ["uniqueId"] = id,
            ["fileType"] = TypeOf(name),
        };
    }

    internal async Task ReadAsync(HttpContext context, string id)
    {
        KeptFile? file;
        lock (_gate)
            file = _files.GetValueOrDefault(id);
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    /// <summary>Takes a file in one piece, with the range that SharePoint wants; its address then is spent.</summary>
    internal async Task WriteAsync(HttpContext context, string upload)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        string? range = context.Request.Headers.ContentRange;
        lock (_gate)
        {
            UploadRequests++;
            var expected = string.Create(CultureInfo.InvariantCulture, $"bytes 0-{body.Length - 1}/{body.Length}");
            context.Response.StatusCode = !_uploads.TryGetValue(upload, out var id) ? StatusCodes.Status404NotFound
                : RefusesUploads ? StatusCodes.Status403Forbidden
                : context.Request.Headers.Authorization.Count > 0 ? StatusCodes.Status401Unauthorized
                : body.Length is 0 or > BytesMax || range != expected ? StatusCodes.Status416RangeNotSatisfiable
                : StatusCodes.Status201Created;
            if (context.Response.StatusCode != StatusCodes.Status201Created)
                return;
            _uploads.Remove(upload);
            _files[id!] = _files[id!] with { Bytes = body.ToArray() };
        }
    }

    private KeptFile Keep(string name, byte[] bytes)
    {
        lock (_gate)
        {
            var file = new KeptFile(_world.Ids.NextActivity(), name, bytes);
            _files[file.Id] = file;
            return file;
        }
    }

    private string AddressOf(string id) => _host + FilesPath + Uri.EscapeDataString(id);

    private static string TypeOf(string name) => Path.GetExtension(name).TrimStart('.');
}

/// <summary>A file on the drive.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">With its ending.</param>
/// <param name="Bytes">Empty until it was uploaded.</param>
public sealed record KeptFile(string Id, string Name, byte[] Bytes);
