"""Drives the emulator with the official Python SDK and prints what came back as one JSON object."""

import json
import sys
import time

from alibabacloud_ecd20200930 import models
from alibabacloud_ecd20200930.client import Client
from alibabacloud_tea_openapi import models as open_api

ENDPOINT, SOURCE_REGION, SOURCE_IMAGE, DESTINATION = sys.argv[1:5]
ACCOUNTS = [1234567890123456, 1234567890123457, 1234567890123458]


def client(secret="testAccessKeySecret"):
    return Client(
        open_api.Config(
            access_key_id="testAccessKeyId",
            access_key_secret=secret,
            endpoint=ENDPOINT,
            protocol="http",
        )
    )


def copy(ecd, name):
    request = models.CopyImageRequest(
        region_id=SOURCE_REGION,
        image_id=SOURCE_IMAGE,
        destination_region_id=DESTINATION,
        destination_image_name=name,
        destination_description="it's a (test)* ~ 100% of 云桌面",
    )
    return ecd.copy_image(request).body.image_id


def describe(ecd, image_id):
    request = models.DescribeImagesRequest(region_id=DESTINATION, image_id=[image_id])
    images = ecd.describe_images(request).body.images
    return images[0] if images else None


def list_by_pages(ecd):
    """The number of images, and the token that came with the last page."""
    count, token = 0, None
    while True:
        request = models.DescribeImagesRequest(region_id=DESTINATION, max_results=1, next_token=token)
        body = ecd.describe_images(request).body
        count, token = count + len(body.images), body.next_token
        if not token:
            return count, token


def request_ids(ecd):
    """Of an answer and of a refusal: as its header, or its recommendation, has it, and as its body has it."""
    answer = ecd.describe_regions(models.DescribeRegionsRequest(region_id=SOURCE_REGION))
    answered = answer.headers["x-acs-request-id"] == answer.body.request_id
    try:
        ecd.describe_images(models.DescribeImagesRequest(region_id="cn-nowhere"))
    except Exception as error:
        return answered, error.data["Recommend"].endswith("&requestId=" + error.data["RequestId"])
    return answered, None


def wait_available(ecd, image_id):
    for _ in range(100):
        image = describe(ecd, image_id)
        if image and image.status == "Available":
            return image
        time.sleep(0.05)
    raise TimeoutError(image_id)


def permission(ecd, image_id):
    request = models.DescribeImagePermissionRequest(region_id=DESTINATION, image_id=image_id)
    return ecd.describe_image_permission(request).body.ali_uids


def refused(call):
    try:
        call()
        return None
    except Exception as error:
        return getattr(error, "code", None) or str(error)


def main():
    ecd = client()
    out = {}
    regions = ecd.describe_regions(models.DescribeRegionsRequest(region_id=SOURCE_REGION)).body.regions
    out["regions"] = [region.region_id for region in regions]
    out["localName"] = regions[0].local_name
    out["requestIds"] = request_ids(ecd)
    image_id = copy(ecd, "python-copy")
    image = wait_available(ecd, image_id)
    out["copy"] = {"name": image.name, "description": image.description, "progress": image.progress}
    ecd.modify_image_permission(
        models.ModifyImagePermissionRequest(region_id=DESTINATION, image_id=image_id, add_account=ACCOUNTS)
    )
    out["shared"] = permission(ecd, image_id)
    out["pages"] = list_by_pages(ecd)
    out["deleteShared"] = refused(
        lambda: ecd.delete_images(models.DeleteImagesRequest(region_id=DESTINATION, image_id=[image_id]))
    )
    ecd.modify_image_permission(
        models.ModifyImagePermissionRequest(region_id=DESTINATION, image_id=image_id, remove_account=ACCOUNTS)
    )
    out["unshared"] = permission(ecd, image_id)
    ecd.delete_images(models.DeleteImagesRequest(region_id=DESTINATION, image_id=[image_id]))
    out["deleted"] = describe(ecd, image_id) is None
    cancelled = copy(ecd, "python-cancelled")
    ecd.cancel_copy_image(models.CancelCopyImageRequest(region_id=DESTINATION, image_id=cancelled))
    out["cancelled"] = describe(ecd, cancelled) is None
    out["wrongSecret"] = refused(lambda: copy(client("wrong"), "python-refused"))
    print(json.dumps(out))


main()
