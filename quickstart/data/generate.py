"""Writes the CSV files of this directory: python3 generate.py [output directory].

Only Random.random() is used, whose sequence for a given seed Python keeps
stable between versions, so the output is the same byte for byte everywhere.
"""
import csv
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
rng = random.Random(20240315)
END = datetime(2024, 6, 1)


def below(n):
    return int(rng.random() * n)


def pick(items):
    return items[below(len(items))]


def between(start, end):
    return start + timedelta(seconds=below(int((end - start).total_seconds())))


def write(table, header, rows):
    """A value of None becomes an empty field."""
    with open(OUT / f"{table}.csv", "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header.split())
        out.writerows(rows)


# (name, web domain, has a logo, impressions, campaign names). There are half as
# many clicks as impressions. Some campaign names occur in several companies.
COMPANIES = [
    ("Quillmere Outfitters", "quillmere.example", True, 1200,
     ["Winter clearance", "Spring launch", "Trail days", "Newsletter sign-up", "Rain gear", "Store opening"]),
    ("Tansybrook Foods", "tansybrook.example", True, 900,
     ["Breakfast range", "Recipe contest", "Newsletter sign-up", "Summer picnic", "Winter clearance"]),
    ("Orrinvale Cycles", "orrinvale.example", True, 600,
     ["Commuter week", "Spring launch", "Test rides", "Helmet trade-in", "Summer picnic"]),
    ("Velmorrin Audio", "velmorrin.example", False, 300,
     ["Studio headphones", "Back catalogue", "Newsletter sign-up", "Loyalty programme"]),
]
AD_NAMES = ["Wide banner", "Square tile", "Sidebar strip", "Short video"]
ADS_PER_CAMPAIGN = [2, 3, 4, 3]  # repeated over all campaigns
STATES = ["running", "running", "paused", "running", "archived"]  # likewise
SITES = ["dailyplover.example/news", "dailyplover.example/sport", "kettleandloom.example/home",
         "farpostforum.example/threads", "mapsketch.example/routes", "lowtideradio.example/listen",
         "puzzlebarn.example/play", "weathervane.example/today"]
PLACES = [("Germany", "Berlin"), ("Germany", "Hamburg"), ("France", "Lyon"), ("France", None),
          ("United States", "Chicago"), ("United States", "Denver"), ("United States", None),
          ("Canada", "Toronto"), ("Brazil", "Recife"), ("Japan", "Osaka"), ("India", "Pune"),
          ("Kenya", "Nairobi"), ("Australia", "Perth"), ("Poland", "Gdansk"), ("Spain", "Valencia")]

# 40 /24 prefixes: the three documentation ranges and 37 from private 10.x.y.
prefixes = ["192.0.2", "198.51.100", "203.0.113"]
while len(prefixes) < 40:
    prefix = f"10.{below(256)}.{below(256)}"
    if prefix not in prefixes:
        prefixes.append(prefix)
geo_ips = [(prefix, *PLACES[i % len(PLACES)]) for i, prefix in enumerate(prefixes)]

companies, campaigns, ads, clicks, impressions = [], [], [], [], []
for company_id, (company, domain, logo, n_impressions, campaign_names) in enumerate(COMPANIES, 1):
    companies.append((company_id, company, f"https://{domain}/logo.png" if logo else None,
                      between(datetime(2023, 1, 1), datetime(2023, 12, 1))))

    # Every id below counts from 1 again in each company.
    company_ads = []
    for campaign_id, campaign in enumerate(campaign_names, 1):
        n = len(campaigns)
        per_click = rng.random() < 0.5
        created = between(datetime(2024, 1, 1), datetime(2024, 3, 1))
        campaigns.append((company_id, campaign_id, campaign,
                          "cost_per_click" if per_click else "cost_per_impression",
                          STATES[n % len(STATES)],
                          None if n % 7 == 6 else (1 + below(40)) * 25_000, created))
        for ad_name in AD_NAMES[:ADS_PER_CAMPAIGN[n % len(ADS_PER_CAMPAIGN)]]:
            ad_id = len(company_ads) + 1
            company_ads.append({
                "id": ad_id, "campaign_id": campaign_id, "name": ad_name,
                "image_url": None if ad_name == "Short video" else f"https://{domain}/ads/{ad_id}.png",
                "target_url": None if rng.random() < 0.1 else f"https://{domain}/c/{campaign_id}",
                "created": created + timedelta(seconds=below(10 * 86_400)),
                "per_click": per_click, "price": 0.2 + rng.random(), "seen": 0, "clicked": 0})

    # Half of the impressions, drawn at random, lead to a click seconds later.
    seen = []
    for _ in range(n_impressions):
        # The smaller of two draws: earlier ads are shown more often.
        ad = company_ads[min(below(len(company_ads)), below(len(company_ads)))]
        prefix = pick(prefixes)
        seen.append((between(ad["created"], END), ad["id"],
                     None if rng.random() < 0.02 else f"https://{pick(SITES)}",
                     f"{prefix}.{1 + below(254)}", prefix, rng.random()))
    by_draw = sorted(seen, key=lambda event: event[5])
    clicked = [(at + timedelta(seconds=1 + below(90)), *rest) for at, *rest in by_draw[:n_impressions // 2]]

    def rows(events, counter, price):
        """Numbers the events in order of time and counts them in their ads."""
        for event_id, (at, ad_id, site, ip, prefix, _) in enumerate(sorted(events, key=lambda e: (e[0], e[5])), 1):
            ad = company_ads[ad_id - 1]
            ad[counter] += 1
            yield (company_id, event_id, ad_id, at, site, price(ad), ip, prefix)

    # A price is recorded only for the event that the campaign pays for.
    impressions += rows(seen, "seen", lambda ad: None if ad["per_click"] else f"{ad['price'] / 100:.4f}")
    clicks += rows(clicked, "clicked", lambda ad: f"{ad['price']:.2f}" if ad["per_click"] else None)
    ads += [(company_id, ad["id"], ad["campaign_id"], ad["name"], ad["image_url"], ad["target_url"],
             ad["seen"], ad["clicked"], ad["created"]) for ad in company_ads]

write("companies", "id name image_url created_at", companies)
write("campaigns", "company_id id name cost_model state monthly_budget created_at", campaigns)
write("ads", "company_id id campaign_id name image_url target_url impressions_count clicks_count created_at", ads)
write("clicks", "company_id id ad_id clicked_at site_url cost_per_click_usd user_ip user_prefix", clicks)
write("impressions", "company_id id ad_id seen_at site_url cost_per_impression_usd user_ip user_prefix", impressions)
write("geo_ips", "addrs country city", geo_ips)
