using System.Collections.Frozen;

namespace LeadershipBot.Domain.Practices;

/// <summary>The counties that stand as the last line of an address, as the Organisation Data Service spells them.</summary>
internal static class Counties
{
    // A name that is a town's too (Bristol, Durham, Greater London's London) isn't here: better a town too many.
    private static readonly FrozenSet<string> Names = new[]
    {
        "AVON", "BEDFORDSHIRE", "BERKSHIRE", "BUCKINGHAMSHIRE", "CAMBRIDGESHIRE", "CHESHIRE", "CLEVELAND", "CO DURHAM",
        "CO.DURHAM", "CORNWALL", "COUNTY DURHAM", "CUMBRIA", "DERBYSHIRE", "DEVON", "DORSET", "EAST SUSSEX",
        "EAST YORKSHIRE", "ESSEX", "GLOUCESTERSHIRE", "GREATER LONDON", "GREATER MANCHESTER", "HAMPSHIRE",
        "HEREFORDSHIRE", "HERTFORDSHIRE", "HUMBERSIDE", "ISLE OF WIGHT", "KENT", "LANCASHIRE", "LEICESTERSHIRE",
        "LINCOLNSHIRE", "MERSEYSIDE", "MIDDLESEX", "NE LINCOLNSHIRE", "NORFOLK", "NORTH EAST LINCOLNSHIRE",
        "NORTH HUMBERSIDE", "NORTH LINCOLNSHIRE", "NORTH SOMERSET", "NORTH YORKSHIRE", "NORTHAMPTONSHIRE",
        "NORTHUMBERLAND", "NOTTINGHAMSHIRE", "OXFORDSHIRE", "RUTLAND", "SHROPSHIRE", "SOMERSET", "SOUTH GLOUCESTERSHIRE",
        "SOUTH HUMBERSIDE", "SOUTH YORKSHIRE", "STAFFORDSHIRE", "SUFFOLK", "SURREY", "SUSSEX", "TYNE & WEAR",
        "TYNE AND WEAR", "WARWICKSHIRE", "WEST MIDLANDS", "WEST SUSSEX", "WEST YORKSHIRE", "WILTSHIRE", "WORCESTERSHIRE",
        "YORKSHIRE", "CARMARTHENSHIRE", "CEREDIGION", "CLWYD", "CONWY", "DENBIGHSHIRE", "DYFED", "FLINTSHIRE", "GUERNSEY",
        "GWENT", "GWYNEDD", "ISLE OF ANGLESEY", "ISLE OF MAN", "JERSEY", "MID GLAMORGAN", "MONMOUTHSHIRE",
        "PEMBROKESHIRE", "POWYS", "SOUTH GLAMORGAN", "WEST GLAMORGAN", "YNYS MON",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a line is the name of a county, and so not of a town.</summary>
    public static bool Contains(string line) => Names.Contains(line);
}
